// SPDX-License-Identifier: Apache-2.0
// Why the service believes what it believes, and whom it hits.
import { html, nothing } from "../lit.js";
import { number, time } from "../format.js";
import { name, withTimes } from "../plain.js";
import { state } from "../state.js";
import { causeOf } from "../words.js";
import { confidence } from "./badges.js";
import { radiusChart } from "./radius-chart.js";

export function reasons(incident) {
  const list = (texts, kind) => html`<ul class="reasons ${kind}">
    ${texts.map((text, index) => html`<li>${withTimes(text, `${kind} ${index}`, 400)}</li>`)}
  </ul>`;
  return html`<section aria-labelledby="cause-title">
    <h2 id="cause-title">Cause</h2>
    <p class="cause-line"><b>${name(causeOf(incident.cause).short)}</b> · confidence ${confidence(incident.confidence)}</p>
    <h3>For it</h3>
    ${incident.reasonsFor.length > 0 ? list(incident.reasonsFor, "for") : html`<p class="hint">No reason is recorded.</p>`}
    <h3>Against it</h3>
    ${incident.reasonsAgainst.length > 0
      ? list(incident.reasonsAgainst, "against")
      : html`<p class="hint">Nothing speaks against it.</p>`}
    <details><summary>The detector's own sentence</summary><p>${withTimes(incident.summary, "summary", 600)}</p></details>
  </section>`;
}

const MOST_FRONT_ENDS = 40;

/** @param series how it grew; see radius-chart.js */
export function blastRadius(incident, series) {
  const recovered = new Set(incident.recoveredFrontEnds);
  const most = state.printing ? Infinity : MOST_FRONT_ENDS;
  const fact = (words, content) => html`<div><dt>${words}</dt><dd>${content}</dd></div>`;
  return html`<section aria-labelledby="radius-title">
    <h2 id="radius-title">Whom it hits</h2>
    <dl class="facts">
      ${fact("People", `${incident.usersExact ? "" : "≈ "}${number(incident.usersAffected)}`)}
      ${fact("Failed requests", number(incident.failedRequests))}
      ${fact("Last failure", time(incident.lastFailureAt))}
      ${fact("Detected", time(incident.detectedAt))}
    </dl>
    ${radiusChart(series, incident.state === "RESOLVED" ? incident.resolvedAt : null)}
    <h3>Front ends <span class="hint">(${recovered.size} of ${incident.frontEnds.length} recovered)</span></h3>
    <ul class="chips">
      ${incident.frontEnds.slice(0, most).map((each) =>
        recovered.has(each)
          ? html`<li class="ok"><span aria-hidden="true">✓</span> ${name(each)} <span class="hint">recovered</span></li>`
          : html`<li class="bad"><span aria-hidden="true">✕</span> ${name(each)} <span class="hint">failing</span></li>`,
      )}
      ${incident.frontEnds.length > most ? html`<li>and ${incident.frontEnds.length - most} more</li>` : nothing}
    </ul>
    <h3>Protocols</h3>
    <ul class="chips">${incident.protocols.map((each) => html`<li>${name(each)}</li>`)}</ul>
  </section>`;
}
