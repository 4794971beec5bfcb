// SPDX-License-Identifier: Apache-2.0
// A dialog over the page. The browser keeps the focus inside, closes it with Esc, and gives the
// focus back; this follows what the page's state says.
import { html } from "../lit.js";

/**
 * @param id of the element, the same with every drawing
 * @param onClose called when the person closes it
 */
export function dialog({ id, heading, open, onClose, body }) {
  queueMicrotask(() => {
    const element = document.getElementById(id);
    if (element && element.open !== open) {
      open ? element.showModal() : element.close();
    }
  });
  return html`<dialog id=${id} aria-labelledby="${id}-title" @close=${() => open && onClose()}>
    <div class="dialog-head">
      <h2 id="${id}-title">${heading}</h2>
      <button type="button" @click=${onClose}>Close</button>
    </div>
    ${body}
  </dialog>`;
}
