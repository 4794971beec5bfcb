// SPDX-License-Identifier: Apache-2.0
// The path of a request: four stations, three arrows. Each arrow tells by colour, shape and word
// whether it works, and opens the records behind that verdict.
import { html, nothing, svg } from "../lit.js";
import { names, withTimes } from "../plain.js";
import { update } from "../state.js";
import { evidenceList } from "./evidence.js";

const VERDICTS = {
  OK: { word: "ok", mark: "✓" },
  FAILED: { word: "failed", mark: "✕" },
  ABSENT: { word: "absent", mark: "∅" },
  UNKNOWN: { word: "unknown", mark: "?" },
};

const HOPS = [
  { number: 1, words: "client to front end, port 443", kinds: ["FRONT_END_IIS"], orKinds: ["HTTP_PROXY"] },
  { number: 2, words: "front end to back end, port 444", kinds: ["HTTP_PROXY", "WINDOWS_EVENT", "BINDING_SNAPSHOT", "OTHER"], orKinds: [] },
  { number: 3, words: "back end to its own log", kinds: ["BACK_END_IIS", "HTTP_ERR", "READ_PROGRESS"], orKinds: [] },
];

let chosen = 0;

export function forgetHop() {
  chosen = 0;
}

function recordsOf(hop, evidence) {
  const own = evidence.filter(({ kind }) => hop.kinds.includes(kind));
  return own.length > 0 ? own : evidence.filter(({ kind }) => hop.orKinds.includes(kind));
}

export function hops(incident) {
  const told = HOPS.map((hop) => {
    const found = incident.hops.find(({ number }) => number === hop.number);
    const verdict = VERDICTS[found?.verdict] ? found.verdict : "UNKNOWN";
    return { ...hop, verdict, detail: found?.detail ?? "", records: recordsOf(hop, incident.evidence) };
  });
  const station = (place, what, who) => html`<li class="station ${place}">
    <span class="what">${what}</span> <span class="who">${who}</span>
  </li>`;
  return html`<section aria-labelledby="path-title">
    <h2 id="path-title">Where it breaks</h2>
    <ol class="hops">
      ${station("client", "Client", "people and devices")} ${arrow(told[0])}
      ${station("front", "Front end :443", names(incident.frontEnds, "hop front ends", 3) )} ${arrow(told[1])}
      ${station("back", "Back end :444", names([incident.backEnd], "hop back end"))} ${arrow(told[2])}
      ${station("log", "Back end's log", "W3SVC2, port 444")}
    </ol>
    <div id="hop-records" class="hop-records" aria-live="polite">
      ${chosen === 0
        ? html`<p class="hint">Choose an arrow to see the records behind its verdict.</p>`
        : records(told[chosen - 1])}
    </div>
  </section>`;
}

function arrow(hop) {
  const { word, mark } = VERDICTS[hop.verdict];
  const open = chosen === hop.number;
  const toggle = () => {
    chosen = open ? 0 : hop.number;
    update();
  };
  return html`<li class="arrow ${hop.verdict.toLowerCase()}">
    <button type="button" id="hop-${hop.number}" aria-expanded=${open} aria-controls="hop-records" @click=${toggle}>
      <span class="unseen">Hop ${hop.number}, ${hop.words}: </span>
      <span class="verdict"><span aria-hidden="true">${mark}</span> ${word}</span>
      ${drawing(hop.verdict)}
      <span class="records-count">${hop.records.length === 1 ? "1 record" : `${hop.records.length} records`}</span>
    </button>
    ${hop.detail ? html`<p class="detail">${withTimes(hop.detail, `hop ${hop.number}`, 140)}</p>` : nothing}
  </li>`;
}

/** A whole line, a line broken by a cross, dashes, dots. */
function drawing(verdict) {
  const line = {
    OK: svg`<path d="M0 12h108"/>`,
    FAILED: svg`<path d="M0 12h44M76 12h32"/><path class="cross" d="M50 3l20 18M70 3L50 21"/>`,
    ABSENT: svg`<path d="M0 12h108" stroke-dasharray="14 9"/>`,
    UNKNOWN: svg`<path d="M0 12h108" stroke-dasharray="3 7" stroke-linecap="round"/>`,
  }[verdict];
  return html`<svg viewBox="0 0 120 24" aria-hidden="true" focusable="false">${line}${svg`<path class="head" d="M106 5l13 7-13 7z"/>`}</svg>`;
}

function records(hop) {
  return html`<h3>Hop ${hop.number}: ${hop.words}, ${VERDICTS[hop.verdict].word}</h3>
    ${hop.records.length > 0
      ? evidenceList(hop.records, `hop ${hop.number}`)
      : html`<p class="hint">There is no record of this hop${hop.verdict === "ABSENT" ? ", and that is the evidence: the log was read past the failures" : ""}.</p>`}`;
}
