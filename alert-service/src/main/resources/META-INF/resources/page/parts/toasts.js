// SPDX-License-Identifier: Apache-2.0
// Short words on what just happened, over the page so that nothing moves. They are read out too.
import { html, repeat } from "../lit.js";
import { update } from "../state.js";

const STAYS_MILLIS = 6_000;
const MOST = 4;

let toasts = [];
let last = 0;

/** @param kind "good", or "bad" for what stays until it is closed */
export function toast(words, kind = "good") {
  const id = ++last;
  toasts = [...toasts, { id, words, kind }].slice(-MOST);
  if (kind !== "bad") {
    setTimeout(() => close(id), STAYS_MILLIS);
  }
  update();
}

function close(id) {
  toasts = toasts.filter((each) => each.id !== id);
  update();
}

/** The place where they appear; it has to be there before they do, or nobody reads them out. */
export function toastPlace() {
  return html`<div class="toasts" role="status" aria-live="polite" aria-label="Messages">
    ${repeat(toasts, ({ id }) => id, ({ id, words, kind }) => html`<div class="toast ${kind}">
      <p><span aria-hidden="true">${kind === "bad" ? "✕" : "✓"}</span> ${words}</p>
      <button type="button" class="small quiet" @click=${() => close(id)}>Close<span class="unseen"> message</span></button>
    </div>`)}
  </div>`;
}
