// SPDX-License-Identifier: Apache-2.0
// The table of incidents: its head orders and ticks, its rows are in incident-row.js.
import { html, repeat } from "../lit.js";
import { listAddress } from "../router.js";
import { state } from "../state.js";
import { SORTS } from "../words.js";
import { incidentRow } from "./incident-row.js";
import { canTick, isTicked, tickAll } from "./selection.js";

/** Orders by their column; the second of a column is what another choice of it leads to. */
const COLUMNS = [
  { words: "State" },
  { words: "Cause" },
  { words: "Back end" },
  { words: "Site" },
  { words: "Started", sorts: ["", "oldest"] },
  { words: "Lasted" },
  { words: "People", sorts: ["people"], number: true },
  { words: "Failed requests", sorts: ["requests"], number: true },
  { words: "Protocols" },
  { words: "Confidence" },
];

function head({ words, sorts, number }) {
  const { filters } = state.route;
  const kind = number ? "number" : "";
  if (!sorts) {
    return html`<th role="columnheader" scope="col" class=${kind}>${words}</th>`;
  }
  const at = sorts.indexOf(filters.sort);
  const order = at < 0 ? "none" : filters.sort === "oldest" ? "ascending" : "descending";
  const next = sorts[(at + 1) % sorts.length];
  return html`<th role="columnheader" scope="col" class=${kind} aria-sort=${order}><a class="sort"
    href=${listAddress({ ...filters, sort: next })}>${words}<span aria-hidden="true">${
      { none: "", ascending: " ▲", descending: " ▼" }[order]}</span></a></th>`;
}

/** @param marked ids of rows that have just changed */
export function incidentTable(items, marked) {
  const possible = items.filter(canTick);
  const all = possible.length > 0 && possible.every(({ id }) => isTicked(id));
  return html`<table role="table" id="incident-list" class="rows">
    <caption class="unseen">Incidents, ${SORTS[state.route.filters.sort] ?? "newest first"}</caption>
    <thead role="rowgroup">
      <tr role="row">
        <th role="columnheader" scope="col" class="pick">${possible.length === 0 ? html`<span class="unseen">Selection</span>` : html`<input type="checkbox"
          id="select-all" .checked=${all} @change=${(event) => tickAll(items, event.target.checked)}
          aria-label="Select all open incidents of this page">`}</th>
        ${COLUMNS.map(head)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${repeat(items, ({ id }) => id, (each) => incidentRow(each, marked.has(each.id)))}
    </tbody>
  </table>`;
}
