// SPDX-License-Identifier: Apache-2.0
// One incident in the list; on narrow screens the same cells form a card.
import { html } from "../lit.js";
import { duration, number, time } from "../format.js";
import { name } from "../plain.js";
import { incidentAddress } from "../router.js";
import { causeOf } from "../words.js";
import { confidence, stateBadge } from "./badges.js";

export function incidentRow(incident, marked) {
  const cell = (words, content, kind = "") =>
    html`<td role="cell" data-label=${words} class=${kind}>${content}</td>`;
  return html`<tr role="row" class="${marked ? "marked" : ""} ${incident.state.toLowerCase()}">
    ${cell("State", stateBadge(incident.state), "state")}
    <td role="cell" class="cause">
      <a class="row-link" href=${incidentAddress(incident.id)}>${name(causeOf(incident.cause).short)}<span
        class="unseen"> on ${name(incident.backEnd)}</span></a>
    </td>
    ${cell("Back end", name(incident.backEnd), "server")} ${cell("Site", name(incident.site) || "–")}
    ${cell("Started", time(incident.startedAt), "when")}
    ${cell("Lasted", incident.state === "RESOLVED" ? duration(incident.startedAt, incident.resolvedAt) : duration(incident.startedAt))}
    ${cell("People", `${incident.usersExact ? "" : "≈ "}${number(incident.usersAffected)}`, "number")}
    ${cell("Failed requests", number(incident.failedRequests), "number")}
    ${cell("Protocols", name(incident.protocols.join(", ")) || "–")} ${cell("Confidence", confidence(incident.confidence))}
  </tr>`;
}
