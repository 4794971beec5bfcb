// SPDX-License-Identifier: Apache-2.0
// The list of incidents. Updates change rows in place; new rows come in at the top while nobody
// reads, and wait behind a button otherwise.
import { html, nothing } from "../lit.js";
import { readIncidents } from "../api.js";
import { count } from "../format.js";
import { exportButtons } from "../parts/export.js";
import { filters, matches } from "../parts/filters.js";
import { incidentTable } from "../parts/incident-table.js";
import { pager } from "../parts/pager.js";
import { askToAcknowledge, canTick, forgetTicks, keepTicksOf, selectionBar, tick } from "../parts/selection.js";
import { views } from "../parts/views.js";
import { listAddress } from "../router.js";
import { say, state, update } from "../state.js";
import { SORTS } from "../words.js";

const PAGE = 50;
/** More than this is not kept on one page, however long it stays open. */
const MOST_ROWS = 150;
const HIGHLIGHT_MILLIS = 4_000;
const AT_TOP_PIXELS = 160;

const list = { question: null, items: [], next: null, loaded: false, failure: "", waiting: new Map(), marked: new Set() };
let asked = 0;

export const title = () => "Incidents";

export const keys = [
  { key: "x", words: "Select the row, or take it out", run: tickRow },
  { key: "a", words: "Acknowledge what is selected", run: askToAcknowledge },
];

function tickRow() {
  const { id } = document.activeElement.closest?.("#incident-list tr")?.dataset ?? {};
  const incident = list.items.find((each) => each.id === id);
  if (incident !== undefined && canTick(incident)) {
    tick(id);
  }
}

/** Whoever comes back finds the rows as they were left; what is new waits as it does while one reads. */
export function enter(route, how) {
  const question = listAddress(route.filters, route.cursor);
  const kept = how === "back" && question === list.question;
  list.question = question;
  read(kept);
}

export function forget() {
  forgetTicks();
  Object.assign(list, { question: null, items: [], next: null, loaded: false, failure: "", waiting: new Map(), marked: new Set() });
}

export const reload = () => read(false);

/** @param kept whether rows that are read stay where they are */
async function read(kept) {
  const turn = ++asked;
  try {
    const { filters: set, cursor } = state.route;
    const page = await readIncidents({ ...set, cursor, limit: PAGE });
    if (turn === asked && kept && isBeingRead()) {
      onEvents(page.items.map((incident) => ({ incident })));
      list.failure = "";
    } else if (turn === asked) {
      Object.assign(list, { items: page.items, next: page.next, loaded: true, failure: "", waiting: new Map() });
      keepTicksOf(list.items);
    }
  } catch (failure) {
    if (turn === asked) {
      Object.assign(list, { failure: failure.message, loaded: true });
    }
  }
  update();
}

/** The feed brings what was missed, so rows are only read again while nobody reads them. */
export function resumed() {
  if (!isBeingRead()) {
    reload();
  }
}

export function onEvents(events) {
  for (const { incident } of events) {
    const at = list.items.findIndex((each) => each.id === incident.id);
    if (at >= 0) {
      if (isNewer(list.items[at], incident)) {
        list.items[at] = incident;
        mark(incident.id);
      }
    } else if (state.route.screen === "incidents" && matches(incident, state.route.filters) && belongsHere(incident)) {
      list.waiting.set(incident.id, incident);
    }
  }
  keepTicksOf(list.items);
  if (list.waiting.size > 0) {
    if (isAtTheTop() && !isBeingRead()) {
      showWaiting();
    } else {
      say(`${count(list.waiting.size, "new incident waits", "new incidents wait")}.`);
    }
  }
}

/** An event may come twice, and after what a later reading of the list has shown. */
const isNewer = (before, after) =>
  after.version > before.version || (after.version === before.version && after.updatedAt > before.updatedAt);

/** What comes after the last row of this page belongs to a later one. */
function belongsHere(incident) {
  const last = list.items[list.items.length - 1];
  if (state.route.filters.sort !== "") {
    return true; // Where it belongs among all is the service's to say.
  }
  return state.route.cursor !== "" || list.next === null || last === undefined || newerFirst(incident, last) < 0;
}

const newerFirst = (one, other) =>
  new Date(other.startedAt) - new Date(one.startedAt) || (one.id < other.id ? 1 : -1);

/** Whether what is new belongs above all rows. */
const isAtTheTop = () => state.route.cursor === "" && state.route.filters.sort === "";

function isBeingRead() {
  const table = document.getElementById("incident-list");
  return scrollY > AT_TOP_PIXELS || table?.matches(":hover, :focus-within") === true;
}

function showWaiting() {
  const waiting = [...list.waiting.values()];
  list.waiting.clear();
  waiting.forEach(({ id }) => mark(id));
  list.items = [...waiting, ...list.items].sort(newerFirst).slice(0, MOST_ROWS);
  say(waiting.length === 1 ? `New incident: ${waiting[0].backEnd}.` : `${waiting.length} new incidents.`);
}

function mark(id) {
  list.marked.add(id);
  setTimeout(() => {
    list.marked.delete(id);
    update();
  }, HIGHLIGHT_MILLIS);
}

export function view() {
  const { filters: set, cursor } = state.route;
  const anyFilter = Object.entries(set).some(([name, value]) => name !== "sort" && value !== "");
  return html`<h1 class="unseen">Incidents</h1>
    <div class="above-list">${views()} ${exportButtons()}</div>
    ${filters()} ${waitingButton(set)}
    ${list.failure ? html`<p class="notice bad" role="alert">${list.failure}</p>` : nothing}
    <div class="list-area" aria-busy=${!list.loaded}>
      ${list.items.length > 0 ? incidentTable(list.items, list.marked) : list.loaded && !list.failure ? empty(anyFilter) : nothing}
    </div>
    ${list.items.length > 0
      ? pager({
          shown: list.items.length,
          words: list.items.length === 1 ? "incident" : "incidents",
          onFirst: cursor === "",
          order: SORTS[set.sort]?.toLowerCase() ?? "newest first",
          newestAddress: listAddress(set),
          olderAddress: list.next && listAddress(set, list.next),
        })
      : nothing}
    ${selectionBar()}`;
}

function waitingButton(set) {
  const words = count(list.waiting.size, "new incident", "new incidents");
  const show = () => {
    showWaiting();
    scrollTo({ top: 0 });
    update();
  };
  return html`<div class="waiting" ?hidden=${list.waiting.size === 0}>
    ${isAtTheTop()
      ? html`<button type="button" class="main" id="show-new" @click=${show}>↑ Show ${words}</button>`
      : html`<a class="button main" id="show-new" href=${listAddress({ ...set, sort: "" })}>↑ ${words}: go to the newest</a>`}
  </div>`;
}

function empty(anyFilter) {
  return anyFilter
    ? html`<div class="empty"><h2>No incident matches</h2><p>Nothing has these properties. <a href="/">Show all incidents</a></p></div>`
    : html`<div class="empty"><h2>No incidents</h2>
        <p>Nothing has broken between front ends and back ends since this service began to watch. New incidents appear
          here by themselves.</p>
        <p>Silence is only good news when the logs arrive: look at the <a href="/?view=gaps">gaps in the evidence</a>.</p></div>`;
}
