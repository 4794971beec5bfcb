// SPDX-License-Identifier: Apache-2.0
// The log of deliveries; the one that is opened shows request, answers and next try.
import { html, nothing, repeat } from "../lit.js";
import { get } from "../api.js";
import { duration, time } from "../format.js";
import { name } from "../plain.js";
import { incidentAddress } from "../router.js";
import { changed, here } from "../screens/address.js";
import { state } from "../state.js";
import { LiveList } from "./live-list.js";
import { choiceFilter, clearFilters } from "./place-filters.js";
import { pager } from "./pager.js";
import { deliveryDetail, forgetDelivery, openDelivery } from "./delivery.js";
import { DELIVERY_STATES, deliveryState, eventOf, NOTICE_KINDS, reasonOf } from "./delivery-words.js";
import { Reading } from "./reading.js";
import { cell, lead, row, table } from "./table.js";

const PAGE = 50;
const AGAIN_MILLIS = 5_000;
const AFTER_EVENT_MILLIS = 700;

const isOpen = () => state.route.screen === "notifications" && here("part") === "log";

const log = new LiveList({
  read: () => get("deliveries", { target: here("target"), state: here("state"), cursor: here("cursor"), limit: PAGE }),
  id: "deliveries",
  isOpen,
  everyMillis: AGAIN_MILLIS,
});
const targetNames = new Reading(() => get("targets"));

function enter() {
  if (!targetNames.loaded) {
    targetNames.reload();
  }
  openDelivery(here("delivery"));
  log.enter([here("target"), here("state"), here("cursor")].join("\n"));
}

function filters() {
  const names = (targetNames.value?.items ?? []).map((each) => [each.name, name(each.name)]);
  return html`<form class="filters" role="search" aria-label="Deliveries" @submit=${(event) => event.preventDefault()}>
    ${choiceFilter("target", "Target", names)}
    ${choiceFilter("state", "State", [
      ...Object.entries(DELIVERY_STATES).map(([key, { word }]) => [key, word]),
      ["PENDING,GIVEN_UP", "Not delivered"],
    ])}
    ${clearFilters("notifications", ["target", "state"], { part: "log" })}
  </form>`;
}

const COLUMNS = ["State", "What", "Target", "About", "Written", "Attempts", "Then"];

const rows = ({ items }) =>
  table({ id: "deliveries", caption: "Deliveries, newest first", columns: COLUMNS, numbers: ["Attempts"], rows: repeat(items, (each) => each.id, delivery) });

function delivery(each) {
  const open = here("delivery") === String(each.id);
  const { word, mark, kind, why } = deliveryState(each.state);
  return html`${row(html`${cell("State", html`<span class="badge ${kind}" title=${why ?? nothing}><span aria-hidden="true">${mark}</span> ${word}</span>`, "state")}
      ${lead(html`<a class="row-link" id="delivery-${each.id}" aria-expanded=${open}
        href=${changed({ part: "log", delivery: open ? "" : each.id, cursor: here("cursor") })}>${name(eventOf(each.type))}<span class="unseen"> to ${name(each.target)}, delivery ${each.id}</span></a>
        ${NOTICE_KINDS[each.kind] ? html`<span class="tag">${NOTICE_KINDS[each.kind]}</span>` : nothing}`)}
      ${cell("Target", name(each.target))} ${cell("About", about(each.subject), "subject")}
      ${cell("Written", time(each.createdAt), "when")} ${cell("Attempts", each.attempts, "number")}
      ${cell("Then", then(each), "then")}`, `linked ${open ? "opened" : ""}`)}
    ${open ? html`<tr role="row" class="detail"><td role="cell" colspan=${COLUMNS.length}>${deliveryDetail(each, () => log.reload())}</td></tr>` : nothing}`;
}

/** Incidents have no colon in their ids; what is about something else begins with its kind. */
function about(subject) {
  return /^(finding|group|watch|drill|test):/.test(subject)
    ? html`<span>${name(subject)}</span>`
    : html`<a class="above" href=${incidentAddress(subject)}>${name(subject)}</a>`;
}

function then(each) {
  const answer = each.lastReason
    ? html`<span>${reasonOf(each.lastReason)}${each.lastStatus ? ` (${each.lastStatus})` : ""}</span>`
    : nothing;
  if (each.state === "PENDING") {
    return html`${answer} <span class="hint">${each.nextAttemptAt && new Date(each.nextAttemptAt) > new Date()
      ? html`next try in ${duration(new Date(), each.nextAttemptAt)}`
      : "its turn is next"}</span>`;
  }
  return html`${answer} <span class="hint">${each.finishedAt ? html`after ${duration(each.createdAt, each.finishedAt)}` : nothing}</span>`;
}

function view() {
  return html`${filters()} ${log.button("delivery", "deliveries")}
    ${log.show((page) =>
      page.items.length === 0
        ? html`<div class="empty"><h2>${here("target") || here("state") ? "No delivery matches" : "Nothing was sent yet"}</h2>
            <p>Each notice to each target becomes a row here: what was sent, what was answered, and when it is tried again.</p></div>`
        : html`${rows(page)}
            ${pager({
              shown: page.items.length,
              words: page.items.length === 1 ? "delivery" : "deliveries",
              onFirst: here("cursor") === "",
              newestAddress: changed({ delivery: "" }),
              olderAddress: page.next && changed({ cursor: page.next, delivery: "" }),
            })}`,
    )}`;
}

export const deliveryLog = {
  words: "Delivery log",
  enter,
  view,
  onEvents: () => log.look(AFTER_EVENT_MILLIS),
  forget: () => {
    log.forget();
    targetNames.forget();
    forgetDelivery();
  },
};
