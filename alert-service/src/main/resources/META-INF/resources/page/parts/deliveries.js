// SPDX-License-Identifier: Apache-2.0
// Who was told of an incident, whether it arrived, and the tickets that were made of it.
import { html, nothing } from "../lit.js";
import { time } from "../format.js";
import { clipped, name } from "../plain.js";
import { EVENTS, spoken } from "../words.js";
import { deliveryState, reasonOf } from "./delivery-words.js";

/** @param read {items, next, failure}; null while it is not read yet */
export function deliveries(read, tickets) {
  return html`<section aria-labelledby="told-title">
    <h2 id="told-title">Who was told</h2>
    ${tickets.length > 0 ? html`<ul class="entries tickets">${tickets.map(ticket)}</ul>` : nothing}
    ${read === null ? nothing : read.failure ? html`<p class="hint">${read.failure}</p>` : told(read)}
  </section>`;
}

/** The ticket system's own address, and only such that a browser opens as a page. */
function ticket({ target, number, link, state, mapped, assignee }) {
  const words = name(number || "Ticket");
  return html`<li><b>${/^https?:\/\//i.test(link ?? "") ? html`<a href=${link} target="_blank" rel="noopener noreferrer">${words}<span class="unseen"> in a new tab</span></a>` : words}</b>
    <span class="hint">${name(target)}</span>
    ${state ? html`<span class="badge ${mapped ? "quiet" : "acknowledged"}">${name(state)}</span>` : nothing}
    ${state && !mapped ? html`<span>This state means nothing to hop444: name it in the target's <code>states</code>.</span>` : nothing}
    ${assignee ? html`<span>${name(assignee)}</span>` : nothing}</li>`;
}

function told({ items, next }) {
  if (items.length === 0) {
    return html`<p class="hint">Nobody yet: no target is configured for it, or its time has not come.</p>`;
  }
  return html`<ul class="entries">${items.map((each) => {
      const { word, mark, kind } = deliveryState(each.state);
      return html`<li><span class="badge ${kind}"><span aria-hidden="true">${mark}</span> ${word}</span>
        <b>${name(each.target)}</b> <span>${EVENTS[each.type] ?? name(each.type)}${each.kind && each.kind !== "EVENT" ? html` <span class="hint">(${spoken(each.kind).toLowerCase()})</span>` : nothing}</span>
        <span class="hint">${time(each.finishedAt ?? each.createdAt)}${each.attempts > 1 ? `, ${each.attempts} attempts` : ""}</span>
        ${each.state !== "DELIVERED" && each.lastReason
          ? html`<p class="hint">${reasonOf(each.lastReason)}${each.lastStatus ? `, status ${each.lastStatus}` : ""}${each.lastAnswer ? html`: ${clipped(each.lastAnswer, `delivery ${each.id}`, 160)}` : nothing}</p>`
          : nothing}</li>`;
    })}</ul>
    ${next ? html`<p class="hint">The newest ${items.length} are shown.</p>` : nothing}`;
}
