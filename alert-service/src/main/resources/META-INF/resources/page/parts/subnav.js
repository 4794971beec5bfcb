// SPDX-License-Identifier: Apache-2.0
// Ways between the parts of one screen.
import { html, nothing } from "../lit.js";
import { address } from "../screens/address.js";
import { state } from "../state.js";

/** @param links [{address, words, current}] */
export function subnav(label, links) {
  return html`<nav class="subnav" aria-label=${label}>
    ${links.map(
      ({ address: to, words, current }) => html`<a href=${to} aria-current=${current ? "page" : nothing}>${words}</a>`,
    )}
  </nav>`;
}

/** Between findings and gaps. */
export const whatIsNoIncident = () =>
  subnav("Findings and gaps", [
    { address: address("findings"), words: "Findings", current: state.route.screen === "findings" },
    { address: address("gaps"), words: "Gaps in the evidence", current: state.route.screen === "gaps" },
  ]);
