// SPDX-License-Identifier: Apache-2.0
// What to do, with commands to copy. Nothing here is ever executed by the service.
import { html, nothing } from "../lit.js";
import { of444 } from "../certificates.js";
import { fixOf, isServerName } from "../fixes.js";
import { time } from "../format.js";
import { ORIGINS, spoken } from "../words.js";
import { copyButton } from "./copy-button.js";

/**
 * What the undo puts back is what was bound while it failed: by now it may be repaired. What to bind
 * instead is what the server has now.
 */
function knownOf(incident, certificate) {
  const [before, now] = [certificate?.atFailure?.snapshots ?? [], certificate?.now?.snapshots ?? []];
  if (before.length === 0 && now.length === 0 && incident.thumbprint === null) {
    return null;
  }
  const failing = of444(before);
  const bound = failing.binding === undefined ? incident.thumbprint : failing.bound;
  const { good, from } = of444(now);
  return { ...failing, bound, good, from };
}

/** @param certificate what is known of port 444 (see certificate.js); null or {failure} when nothing is */
export function fix(incident, certificate) {
  const known = knownOf(incident, certificate);
  const { verify, repair, undo } = fixOf(incident, known);
  return html`<section class="fix" aria-labelledby="fix-title">
    <h2 id="fix-title">What to do</h2>
    <p class="hint">Suggestions to read before use; this service never runs them. PowerShell, in the Exchange Management
      Shell unless it says otherwise.</p>
    ${known ? html`<p class="hint" id="fix-filled">${filled(known)}</p>` : nothing}
    ${isServerName(incident.backEnd)
      ? html`${steps("1. Verify", verify, "verify")} ${steps("2. Repair", repair, "repair")} ${steps("3. Undo", undo, "undo")}`
      : html`<p class="notice bad">The back end's name in the logs is no valid server name, so no command is filled in with it.</p>`}
  </section>`;
}

/** Where the values in the commands come from, and of when they are. */
function filled({ told, bound, from }) {
  const source = ({ origin }, at) => html`${ORIGINS[origin]?.words ?? spoken(origin)} of ${time(at, true)}`;
  return html`The commands hold this server's own values.
    ${told
      ? html`What was bound while it failed, for the undo: ${source(told, told.takenAt)}.`
      : bound
        ? "What was bound while it failed, for the undo: the detector saw it in the failures' evidence."
        : "No source shows what was bound while it failed, so the undo has a place to fill in."}
    ${from ? html`The certificate to bind: ${source(from, from.lastTakenAt)}.` : "No certificate of the server is known that would do."}`;
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
