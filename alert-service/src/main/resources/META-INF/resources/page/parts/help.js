// SPDX-License-Identifier: Apache-2.0
// Help: the keys and what the signs mean.
import { html } from "../lit.js";
import { KEYS } from "../keys.js";
import { settings, switchSingleKeys } from "../settings.js";
import { state, update } from "../state.js";

function close() {
  state.helpOpen = false;
  update();
}

/** The dialog follows state.helpOpen; the browser keeps the focus inside and gives it back. */
export function help() {
  queueMicrotask(() => {
    const dialog = document.getElementById("help");
    if (dialog && dialog.open !== state.helpOpen) {
      state.helpOpen ? dialog.showModal() : dialog.close();
    }
  });
  return html`<dialog id="help" aria-labelledby="help-title" @close=${close}>
    <div class="dialog-head">
      <h2 id="help-title">Help</h2>
      <button type="button" @click=${close}>Close</button>
    </div>
    <h3>Keys</h3>
    <dl class="keys">
      ${KEYS.map(({ key, words }) => html`<div><dt><kbd>${key}</kbd></dt><dd>${words}</dd></div>`)}
      <div><dt><kbd>Esc</kbd></dt><dd>Close</dd></div>
    </dl>
    <label class="check">
      <input type="checkbox" .checked=${settings.singleKeys} @change=${switchSingleKeys}> Keys of one letter are on
    </label>
    <h3>The two hops</h3>
    <p>A client reaches a front end on 443. The front end passes the request to the back end on 444, over TLS of its
      own. When the certificate on 444 is missing or bad, the first hop still answers, and people see blank pages.</p>
    <h3>Signs on the arrows</h3>
    <ul class="plain">
      <li><b>✓ ok</b>: records prove that it works.</li>
      <li><b>✕ failed</b>: records show that it fails.</li>
      <li><b>∅ absent</b>: the log was read past that time and has nothing of it.</li>
      <li><b>? unknown</b>: the log was not collected or not read that far.</li>
    </ul>
  </dialog>`;
}
