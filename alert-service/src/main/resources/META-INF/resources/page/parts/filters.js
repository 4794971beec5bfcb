// SPDX-License-Identifier: Apache-2.0
// The filters of the incident list. They live in the address.
import { html, live } from "../lit.js";
import { listAddress, replace } from "../router.js";
import { plain } from "../plain.js";
import { state } from "../state.js";
import { CAUSES, SORTS, STATES } from "../words.js";

const PAUSE_WHILE_TYPING_MILLIS = 60;
let typing = null;

function apply(change, wait = 0) {
  clearTimeout(typing);
  typing = setTimeout(() => replace(listAddress({ ...state.route.filters, ...change })), wait);
}

export function filters() {
  const set = state.route.filters;
  const text = (name, words, hint) => html`<label class="field ${name}">
    <span>${words}</span>
    <input id=${name} type="search" autocomplete="off" spellcheck="false" placeholder=${hint} maxlength="255"
      .value=${live(document.activeElement?.id === name ? document.activeElement.value : set[name])}
      @input=${(event) => apply({ [name]: event.target.value.trim() }, PAUSE_WHILE_TYPING_MILLIS)}>
  </label>`;
  const choice = (name, words, options, none = "All") => html`<label class="field ${name}">
    <span>${words}</span>
    <select id=${name} @change=${(event) => apply({ [name]: event.target.value })}>
      ${[["", none], ...options].map(
        ([value, word]) => html`<option value=${value} ?selected=${value === set[name]}>${word}</option>`,
      )}
    </select>
  </label>`;
  const sites = [...new Set([...state.sites, ...(set.site ? [set.site] : [])])];
  return html`<form class="filters" role="search" aria-label="Incidents" @submit=${(event) => event.preventDefault()}>
    ${text("q", "Search", "server, site, text")}
    ${choice("state", "State", [
      ...Object.entries(STATES).map(([name, { word }]) => [name, word]),
      ["OPEN,ACKNOWLEDGED", "Not resolved"],
    ])}
    ${choice("site", "Site", sites.map((site) => [site, plain(site)]))}
    ${choice("cause", "Cause", Object.entries(CAUSES).map(([name, { short }]) => [name, short]))}
    ${text("backEnd", "Back end", "mbx07")}
    ${choice("sort", "Order", Object.entries(SORTS), "Newest first")}
    <a class="button clear" href="/" ?hidden=${Object.values(set).every((value) => value === "")}>Clear filters</a>
  </form>`;
}

/** Whether an incident of the feed belongs to the list; the same rules as the API's. */
export function matches(incident, set) {
  const q = set.q.toLowerCase();
  return (
    (set.site === "" || incident.site === set.site) &&
    (set.backEnd === "" || incident.backEnd === set.backEnd.toLowerCase()) &&
    (set.cause === "" || set.cause.split(",").includes(incident.cause)) &&
    (set.state === "" || set.state.split(",").includes(incident.state)) &&
    (q === "" ||
      [incident.id, incident.site, incident.backEnd, incident.summary, incident.changedBy ?? ""].some((text) =>
        text.toLowerCase().includes(q),
      ))
  );
}
