// SPDX-License-Identifier: Apache-2.0
// What to do, with commands to copy. Nothing here is ever executed by the service.
import { html, nothing } from "../lit.js";
import { of444 } from "../certificates.js";
import { fixOf, isServerName } from "../fixes.js";
import { copyButton } from "./copy-button.js";

/** @param certificate what is known of port 444 (see certificate.js); null or {failure} when nothing is */
export function fix(incident, certificate) {
  const snapshots = certificate?.now?.snapshots ?? [];
  const known = snapshots.length > 0 ? of444(incident.backEnd, snapshots) : null;
  const { verify, repair, undo } = fixOf(incident, known);
  return html`<section class="fix" aria-labelledby="fix-title">
    <h2 id="fix-title">What to do</h2>
    <p class="hint">Suggestions to read before use; this service never runs them. PowerShell, in the Exchange Management
      Shell unless it says otherwise.${known ? " Filled with what the last snapshot of this server shows: look at its time above." : ""}</p>
    ${isServerName(incident.backEnd)
      ? html`${steps("1. Verify", verify, "verify")} ${steps("2. Repair", repair, "repair")} ${steps("3. Undo", undo, "undo")}`
      : html`<p class="notice bad">The back end's name in the logs is no valid server name, so no command is filled in with it.</p>`}
  </section>`;
}

function steps(words, list, key) {
  return html`<h3>${words}</h3>
    <ol class="steps">
      ${list.map(
        ({ say, run }, index) => html`<li>
          <p>${say}</p>
          ${run
            ? html`<div class="command"><pre tabindex="0" aria-label="Command"><code>${run}</code></pre>
                ${copyButton(run, "Copy", `${key} ${index}`)}</div>`
            : nothing}
        </li>`,
      )}
    </ol>`;
}
