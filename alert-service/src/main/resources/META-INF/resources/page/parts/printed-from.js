// SPDX-License-Identifier: Apache-2.0
// Where and when a sheet of paper was made; on the screen nobody sees it.
import { html } from "../lit.js";
import { time } from "../format.js";
import { state } from "../state.js";

export function printedFrom() {
  const { phase, since } = state.live;
  return html`<footer class="printed-from">${location.href}<br>
    Printed ${time(new Date().toISOString(), true)}${phase === "cut" ? html`; stale since ${time(since.toISOString(), true)}` : ""}</footer>`;
}
