// SPDX-License-Identifier: Apache-2.0
// The certificate on port 444: what is expected of it beside what was seen while it failed and what
// is seen now.
import { html, nothing } from "../lit.js";
import { listed, time } from "../format.js";
import { withTimes } from "../plain.js";
import { ORIGINS, spoken } from "../words.js";
import { cell, row, table } from "./table.js";

const CHECKS = {
  BOUND: "Bound",
  ADDRESS: "Address",
  IN_STORE: "In the store",
  PRIVATE_KEY: "Private key",
  VALIDITY: "Valid",
  SERVER_NAME: "Name",
  TRUST: "Chain",
};

const VERDICTS = {
  OK: { kind: "ok", sign: "✓", word: "as expected" },
  FAILED: { kind: "bad", sign: "✕", word: "not as expected" },
  UNKNOWN: { kind: "unknown", sign: "?", word: "not known" },
};

/** @param read as the API answers; null while it is not read, {failure} when it cannot be */
export function certificate(read) {
  return html`<section aria-labelledby="certificate-title">
    <h2 id="certificate-title">Certificate on port 444</h2>
    ${read === null ? html`<p class="hint" aria-busy="true">Reading…</p>` : read.failure ? html`<p class="hint">${read.failure}</p>` : compared(read)}
  </section>`;
}

function compared({ atFailure, now }) {
  if (atFailure.snapshots.length === 0 && now.snapshots.length === 0) {
    return html`<p class="notice">Nothing shows what is bound: no inventory and no probe of port 444 has come from this
      server.</p>`;
  }
  const column = (words, { at }) => html`${words} <span class="hint">${time(at)}</span>`;
  const judged = (words, { verdict, seen }, key) => {
    const { kind, sign, word } = VERDICTS[verdict] ?? VERDICTS.UNKNOWN;
    return cell(words, html`<span class="flag ${kind}"><span aria-hidden="true">${sign}</span><span class="unseen">${word}</span></span>
      ${seen === null ? html`<span class="hint">not known</span>` : withTimes(seen, `check ${key}`, 160)}`);
  };
  const unknown = (check, index) => check.verdict === "UNKNOWN" && atFailure.checks[index].verdict === "UNKNOWN";
  const silent = now.checks.filter(unknown);
  const rows = now.checks.map((check, index) => ({ check, before: atFailure.checks[index] })).filter(({ check }) => !silent.includes(check));
  return html`${table({
      kind: "compared",
      caption: "What is expected of the certificate, and what was seen",
      columns: ["Expected", column("While it failed", atFailure), column("Now", now)],
      rows: rows.map(({ check, before }) => row(html`<th role="rowheader" scope="row" class="cause">${CHECKS[check.name] ?? spoken(check.name)}
          <span class="hint">${withTimes(check.expected, `check expected ${check.name}`, 160)}</span></th>
        ${judged("While it failed", before, `failed ${check.name}`)}
        ${judged("Now", check, `now ${check.name}`)}`)),
    })}
    ${silent.length > 0
      ? html`<p class="hint">? Nothing tells of: ${listed(silent.map((check) => (CHECKS[check.name] ?? spoken(check.name)).toLowerCase()))}.</p>`
      : nothing}
    <p class="hint">${now.snapshots.map((each) => html`${ORIGINS[each.origin]?.words ?? spoken(each.origin)} last ${time(each.lastTakenAt)}${
      each.probe ? html`: ${spoken(each.probe.outcome).toLowerCase()}` : nothing}. `)}</p>`;
}
