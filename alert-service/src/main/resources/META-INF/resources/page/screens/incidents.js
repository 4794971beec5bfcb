// SPDX-License-Identifier: Apache-2.0
// The list of incidents. Updates change rows in place; new rows come in at the top while nobody
// reads, and wait behind a button otherwise.
import { html, nothing, repeat } from "../lit.js";
import { readIncidents } from "../api.js";
import { count } from "../format.js";
import { filters, matches } from "../parts/filters.js";
import { incidentRow } from "../parts/incident-row.js";
import { pager } from "../parts/pager.js";
import { listAddress } from "../router.js";
import { say, state, update } from "../state.js";

const PAGE = 50;
/** More than this is not kept on one page, however long it stays open. */
const MOST_ROWS = 150;
const HIGHLIGHT_MILLIS = 4_000;
const AT_TOP_PIXELS = 160;

const list = { items: [], next: null, loaded: false, failure: "", waiting: new Map(), marked: new Set() };
let asked = 0;

export const title = () => "Incidents";

export function enter() {
  reload();
}

export function forget() {
  Object.assign(list, { items: [], next: null, loaded: false, failure: "", waiting: new Map(), marked: new Set() });
}

export async function reload() {
  const turn = ++asked;
  try {
    const { filters: set, cursor } = state.route;
    const page = await readIncidents({ ...set, cursor, limit: PAGE });
    if (turn === asked) {
      Object.assign(list, { items: page.items, next: page.next, loaded: true, failure: "", waiting: new Map() });
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
      if (changed(list.items[at], incident)) {
        list.items[at] = incident;
        mark(incident.id);
      }
    } else if (state.route.screen === "incidents" && matches(incident, state.route.filters) && belongsHere(incident)) {
      list.waiting.set(incident.id, incident);
    }
  }
  if (list.waiting.size > 0) {
    if (state.route.cursor === "" && !isBeingRead()) {
      showWaiting();
    } else {
      say(`${count(list.waiting.size, "new incident waits", "new incidents wait")}.`);
    }
  }
}

const changed = (before, after) => before.version !== after.version || before.updatedAt !== after.updatedAt;

/** Older than what this page shows belongs to a later page. */
function belongsHere(incident) {
  const last = list.items[list.items.length - 1];
  return state.route.cursor !== "" || list.next === null || last === undefined || newerFirst(incident, last) < 0;
}

const newerFirst = (one, other) =>
  new Date(other.startedAt) - new Date(one.startedAt) || (one.id < other.id ? 1 : -1);

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
  const anyFilter = Object.values(set).some((value) => value !== "");
  return html`<h1 class="unseen">Incidents</h1>
    ${filters()} ${waitingButton(set, cursor)}
    ${list.failure ? html`<p class="notice bad" role="alert">${list.failure}</p>` : nothing}
    <div class="list-area" aria-busy=${!list.loaded}>
      ${list.items.length > 0 ? table() : list.loaded && !list.failure ? empty(anyFilter) : nothing}
    </div>
    ${list.items.length > 0
      ? pager({
          shown: list.items.length,
          words: list.items.length === 1 ? "incident" : "incidents",
          onFirst: cursor === "",
          newestAddress: listAddress(set),
          olderAddress: list.next && listAddress(set, list.next),
        })
      : nothing}`;
}

function waitingButton(set, cursor) {
  const words = count(list.waiting.size, "new incident", "new incidents");
  const show = () => {
    showWaiting();
    scrollTo({ top: 0 });
    update();
  };
  return html`<div class="waiting" ?hidden=${list.waiting.size === 0}>
    ${cursor === ""
      ? html`<button type="button" class="main" id="show-new" @click=${show}>↑ Show ${words}</button>`
      : html`<a class="button main" id="show-new" href=${listAddress(set)}>↑ ${words}: go to the newest</a>`}
  </div>`;
}

const COLUMNS = ["State", "Cause", "Back end", "Site", "Started", "Lasted", "People", "Failed requests", "Protocols", "Confidence"];

function table() {
  return html`<table role="table" id="incident-list" class="rows">
    <caption class="unseen">Incidents, newest first</caption>
    <thead role="rowgroup">
      <tr role="row">${COLUMNS.map((words) => html`<th role="columnheader" scope="col" class=${/People|requests/.test(words) ? "number" : ""}>${words}</th>`)}</tr>
    </thead>
    <tbody role="rowgroup">
      ${repeat(list.items, (each) => each.id, (each) => incidentRow(each, list.marked.has(each.id)))}
    </tbody>
  </table>`;
}

function empty(anyFilter) {
  return anyFilter
    ? html`<div class="empty"><h2>No incident matches</h2><p>Nothing has these properties. <a href="/">Show all incidents</a></p></div>`
    : html`<div class="empty"><h2>No incidents</h2>
        <p>Nothing has broken between front ends and back ends since this service began to watch. New incidents appear
          here by themselves.</p>
        <p>Silence is only good news when the logs arrive: look at the <a href="/?view=gaps">gaps in the evidence</a>.</p></div>`;
}
