// SPDX-License-Identifier: Apache-2.0
// What happened to one server: the newest of each list, with the way to all of it.
import { html, nothing } from "../lit.js";
import { duration, number, time } from "../format.js";
import { name, withTimes } from "../plain.js";
import { incidentAddress, listAddress } from "../router.js";
import { address, here } from "../screens/address.js";
import { causeOf } from "../words.js";
import { severity, stateBadge } from "./badges.js";
import { evidenceList } from "./evidence.js";
import { findingOf } from "./finding-words.js";
import { gapBadge, gapOf } from "./gap-words.js";

const mine = () => ({ site: here("site"), server: here("server") });

function section(id, words, { items, next }, all, row) {
  return html`<section aria-labelledby=${id}>
    <h2 id=${id}>${words} ${items.length === 0 ? html`<span class="hint">none</span>` : nothing}</h2>
    ${items.length === 0 ? nothing : html`<ul class="entries">${items.map(row)}</ul>`}
    ${next ? html`<p><a href=${all}>All of them</a></p>` : nothing}
  </section>`;
}

export const serverIncidents = (page) =>
  section("server-incidents", "Incidents", page, listAddress({ site: here("site"), backEnd: here("server") }), (each) => html`<li class=${String(each.state).toLowerCase()}>
    ${stateBadge(each.state)} <a data-row href=${incidentAddress(each.id)}><b>${name(causeOf(each.cause).short)}</b></a>
    <span>since ${time(each.startedAt)}, ${each.state === "RESOLVED" ? "lasted " : "for "}${duration(each.startedAt, each.state === "RESOLVED" ? each.resolvedAt : undefined)}</span>
    <span class="hint">${each.usersExact ? "" : "≈ "}${number(each.usersAffected)} people, ${number(each.failedRequests)} failed requests</span></li>`);

export const serverGaps = (page) =>
  section("server-gaps", "Gaps in the evidence", page, address("gaps", mine()), (each) => html`<li>
    ${gapBadge(each)}
    <b>${name(gapOf(each.reason).short)}</b> <span>${name(each.log)}</span> <span>${time(each.firstAt)} to ${time(each.lastAt)}</span>
    <span class="hint">${withTimes(each.detail, `server gap ${each.id}`, 200)}</span></li>`);

export const serverFindings = (page) =>
  section("server-findings", "Findings", page, address("findings", mine()), (each) => html`<li>
    ${severity(each.severity)} <b>${name(findingOf(each.kind).short)}</b> <span>${each.count > 1 ? `${number(each.count)} times, last` : "once,"} ${time(each.lastAt)}</span>
    <span class="hint">${withTimes(each.summary, `server finding ${each.id}`, 200)}</span>
    <details><summary data-row>Why no incident, what to do</summary>
      <dl class="why"><dt>Why it is no incident</dt><dd>${findingOf(each.kind).why}</dd><dt>What to do</dt><dd>${findingOf(each.kind).act}</dd></dl>
      ${each.evidence.length > 0 ? evidenceList(each.evidence, `server finding ${each.id}`) : nothing}</details></li>`);
