// SPDX-License-Identifier: Apache-2.0
// Filters that live in the address, for the screens whose parameters address.js reads.
import { html, live, nothing } from "../lit.js";
import { plain } from "../plain.js";
import { address, filterBy, here } from "../screens/address.js";
import { state } from "../state.js";

const PAUSE_WHILE_TYPING_MILLIS = 150;
let typing = null;

export function choiceFilter(key, words, known, all = "All") {
  const chosen = here(key);
  const options = chosen === "" || known.some(([value]) => value === chosen) ? known : [...known, [chosen, plain(chosen)]];
  return html`<label class="field"><span>${words}</span>
    <select id="filter-${key}" @change=${(event) => filterBy({ [key]: event.target.value })}>
      ${[["", all], ...options].map(([value, word]) => html`<option value=${value} .selected=${value === chosen}>${word}</option>`)}
    </select></label>`;
}

export function siteFilter(sites = state.sites) {
  return choiceFilter("site", "Site", sites.map((site) => [site, plain(site)]));
}

export function textFilter(key, words, hint) {
  const field = `filter-${key}`;
  const wait = (event) => {
    const { value } = event.target;
    clearTimeout(typing);
    typing = setTimeout(() => filterBy({ [key]: value.trim() }), PAUSE_WHILE_TYPING_MILLIS);
  };
  return html`<label class="field"><span>${words}</span>
    <input id=${field} type="search" autocomplete="off" spellcheck="false" maxlength="255" placeholder=${hint}
      .value=${live(document.activeElement?.id === field ? document.activeElement.value : here(key))} @input=${wait}></label>`;
}

/** @param rest parameters of the address that are no filters */
export function clearFilters(view, keys, rest = {}) {
  return keys.every((key) => here(key) === "") ? nothing : html`<a class="button clear" href=${address(view, rest)}>Clear filters</a>`;
}

/** The key of a screen that moves to one of its fields. */
export const searchKey = (key, words) => ({
  key: "/",
  words,
  run: () => {
    const field = document.getElementById(`filter-${key}`);
    field?.focus();
    field?.select();
  },
});
