// SPDX-License-Identifier: Apache-2.0
// Raw records, each with the place where it can be read again.
import { html, nothing } from "../lit.js";
import { number, time } from "../format.js";
import { clipped, name } from "../plain.js";
import { state, update } from "../state.js";
import { EVIDENCE_KINDS, spoken } from "../words.js";
import { copyButton } from "./copy-button.js";

const FIRST = 10;
const unfolded = new Set();

/** @param key tells this list from others on the page */
export function evidenceList(pieces, key) {
  if (pieces.length === 0) {
    return html`<p class="hint">None.</p>`;
  }
  const all = state.printing || unfolded.has(key) || pieces.length <= FIRST + 2;
  const shown = all ? pieces : pieces.slice(0, FIRST);
  const unfold = () => {
    unfolded.add(key);
    update();
  };
  return html`<ul class="evidence">
      ${shown.map((piece, index) => record(piece, `${key} ${index} ${piece.file} ${piece.offset}`))}
    </ul>
    ${all ? nothing : html`<button type="button" @click=${unfold}>Show all ${pieces.length} records</button>`}`;
}

function record(piece, key) {
  return html`<li>
    <div class="source">
      <b>${EVIDENCE_KINDS[piece.kind] ?? spoken(name(piece.kind))}</b>
      <span>${name(piece.server)}${piece.site ? html` <span class="hint">in ${name(piece.site)}</span>` : nothing}</span>
      <span>${time(piece.time, true)}</span>
    </div>
    <div class="place"><span class="file">${name(piece.file)}</span> <span>at byte ${number(piece.offset)}</span>
      ${copyButton(`${piece.file}@${piece.offset}`, "Copy place", `${key} place`)}</div>
    <pre tabindex="0" aria-label="Record">${clipped(piece.text, key)}</pre>
  </li>`;
}
