// SPDX-License-Identifier: Apache-2.0
// Help: the keys and what the signs mean.
import { html, nothing } from "../lit.js";
import { keysOfScreen, sharedKeys } from "../keys.js";
import { settings, switchSingleKeys } from "../settings.js";
import { state, update } from "../state.js";
import { dialog } from "./dialog.js";

function close() {
  state.helpOpen = false;
  update();
}

const list = (keys) => html`<dl class="keys">
  ${keys.map(({ key, words }) => html`<div><dt><kbd>${key}</kbd></dt><dd>${words}</dd></div>`)}
</dl>`;

/** Which keys are good is asked of the whole screen: only while somebody looks. */
export function help() {
  const own = state.helpOpen ? keysOfScreen() : [];
  return dialog({
    id: "help",
    heading: "Help",
    open: state.helpOpen,
    onClose: close,
    body: !state.helpOpen ? nothing : html`${own.length > 0 ? html`<h3>Keys of this screen</h3>${list(own)}` : nothing}
      <h3>Keys</h3>
      ${list([...sharedKeys(), { key: "Esc", words: "Close" }])}
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
      </ul>`,
  });
}
