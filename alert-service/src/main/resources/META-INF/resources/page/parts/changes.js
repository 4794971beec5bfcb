// SPDX-License-Identifier: Apache-2.0
// Who changed what on the server before it failed, as far as events and snapshots tell.
import { html, nothing } from "../lit.js";
import { time } from "../format.js";
import { clipped, name, withTimes } from "../plain.js";
import { EVIDENCE_KINDS } from "../words.js";

const TELLING = ["WINDOWS_EVENT", "BINDING_SNAPSHOT"];

export function changes({ changedBy, evidence }) {
  const told = evidence.filter(({ kind }) => TELLING.includes(kind)).sort((one, other) => new Date(one.time) - new Date(other.time));
  return html`<section aria-labelledby="changes-title">
    <h2 id="changes-title">Who changed what</h2>
    <p>${changedBy ? html`<b>${withTimes(changedBy, "changed by", 200)}</b>` : html`<span class="hint">No event says who.
      Windows tells it only where the audit of processes, or the log of CAPI2 or of IIS configuration, is on.</span>`}</p>
    ${told.length === 0 ? nothing : html`<ol class="timeline">${told.map((piece, index) => html`<li>
      <span class="when">${time(piece.time)}</span> <b>${EVIDENCE_KINDS[piece.kind]}</b> <span class="hint">${name(piece.server)}</span>
      <p>${clipped(gist(piece.text), `change ${index} ${piece.file} ${piece.offset}`, 220)}</p></li>`)}</ol>`}
  </section>`;
}

/** An event's number, source and data instead of its XML; anything else as it is. */
function gist(text) {
  const id = /<EventID[^>]*>(\d+)<\/EventID>/.exec(text)?.[1];
  if (id === undefined) {
    return text;
  }
  const source = /<Provider[^>]*\bName=['"]([^'"]+)/.exec(text)?.[1] ?? "";
  const data = [...text.matchAll(/<Data(?:\s+Name=['"]([^'"]*)['"])?[^>]*>([^<]*)<\/Data>/g)].map(([, key, value]) => (key ? `${key}: ${value}` : value));
  return `Event ${id} of ${source}${data.length > 0 ? `. ${data.join(", ")}` : ""}`;
}
