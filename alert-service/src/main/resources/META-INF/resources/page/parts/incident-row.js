// SPDX-License-Identifier: Apache-2.0
// One incident in the list; on narrow screens the same cells form a card. One flat template: a page
// of rows is made anew with every filter, and templates within templates cost most of that.
import { guard, html, nothing } from "../lit.js";
import { duration, number, shortTime } from "../format.js";
import { name } from "../plain.js";
import { incidentAddress } from "../router.js";
import { settings } from "../settings.js";
import { causeOf, CONFIDENCES, SEVERITIES, stateOf } from "../words.js";
import { BARS, MARKS } from "./badges.js";
import { canTick, isTicked, tick } from "./selection.js";

/** Drawn again only when something in it has changed. */
export function incidentRow(incident, marked) {
  const lasted = duration(incident.startedAt, incident.state === "RESOLVED" ? incident.resolvedAt : undefined);
  const ticked = isTicked(incident.id);
  return guard([incident, marked, lasted, ticked, settings.utc], () => row(incident, marked, lasted, ticked));
}

function row(incident, marked, lasted, ticked) {
  const state = String(incident.state).toLowerCase();
  const { word, mark } = stateOf(incident.state);
  const started = new Date(incident.startedAt);
  const server = name(incident.backEnd);
  const sure = incident.confidence;
  const by = incident.assignee ?? incident.acknowledgedBy;
  const lesser = incident.severity !== undefined && incident.severity !== "OUTAGE";
  return html`<tr role="row" class="${marked ? "marked" : ""} ${ticked ? "ticked" : ""} ${state}" data-id=${incident.id}>
    <td role="cell" class="pick">${canTick(incident)
      ? html`<input type="checkbox" .checked=${ticked} @change=${(event) => tick(incident.id, event.target.checked)}
          aria-label="Select ${server}">`
      : nothing}</td>
    <td role="cell" data-label="State" class="state"><span class="badge ${state}"><span aria-hidden="true">${mark}</span> ${word}</span>${by
      ? html` <span class="by">${name(by)}</span>` : nothing}</td>
    <td role="cell" class="cause"><a class="row-link" href=${incidentAddress(incident.id)}>${name(causeOf(incident.cause).short)}<span
      class="unseen"> on ${server}</span></a>${lesser
      ? html` <span class="severity ${incident.severity.toLowerCase()}"><span aria-hidden="true">${MARKS[incident.severity]}</span> ${SEVERITIES[incident.severity]}</span>`
      : nothing}</td>
    <td role="cell" data-label="Back end" class="server">${server}</td>
    <td role="cell" data-label="Site" class="site">${name(incident.site) || "–"}</td>
    <td role="cell" data-label="Started" class="when"><time datetime=${incident.startedAt} title=${started.toISOString()}>${shortTime(started)}</time></td>
    <td role="cell" data-label="Lasted" class="lasted">${lasted}</td>
    <td role="cell" data-label="People" class="number">${incident.usersExact ? "" : "≈ "}${number(incident.usersAffected)}</td>
    <td role="cell" data-label="Failed requests" class="number">${number(incident.failedRequests)}</td>
    <td role="cell" data-label="Protocols" class="protocols">${name(incident.protocols.join(", ")) || "–"}</td>
    <td role="cell" data-label="Confidence"><span class="confidence"><span aria-hidden="true">${BARS[sure] ?? ""}</span> ${CONFIDENCES[sure] ?? sure}</span></td>
  </tr>`;
}
