// SPDX-License-Identifier: Apache-2.0
// The frame of a table. On narrow screens and on paper each row is a card, in which a cell says the
// name of its column itself; the roles keep it a table for whoever hears it.
import { html, nothing } from "../lit.js";

/**
 * @param columns their names; an empty one is that of a column of buttons
 * @param numbers names of columns that are set to the right
 */
export function table({ id = nothing, kind = "", caption, columns, numbers = [], rows }) {
  const head = (words) => html`<th role="columnheader" scope="col" class=${numbers.includes(words) ? "number" : ""}>${
    words === "" ? html`<span class="unseen">Action</span>` : words}</th>`;
  return html`<table role="table" class="rows ${kind}" id=${id}>
    <caption class="unseen">${caption}</caption>
    <thead role="rowgroup"><tr role="row">${columns.map(head)}</tr></thead>
    <tbody role="rowgroup">${rows}</tbody>
  </table>`;
}

export const row = (cells, kind = "") => html`<tr role="row" class=${kind}>${cells}</tr>`;

/** @param words name of its column */
export const cell = (words, content, kind = "") => html`<td role="cell" data-label=${words} class=${kind}>${content}</td>`;

/** The cell that names its row: a card begins with it. */
export const lead = (content, kind = "") => html`<td role="cell" class="cause ${kind}">${content}</td>`;
