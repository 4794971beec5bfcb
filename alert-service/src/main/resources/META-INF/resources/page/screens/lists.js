// SPDX-License-Identifier: Apache-2.0
// The lists of findings and of gaps.
import { html, nothing, repeat } from "../lit.js";
import { readFindings, readGaps } from "../api.js";
import { number, time } from "../format.js";
import { severity } from "../parts/badges.js";
import { evidenceList } from "../parts/evidence.js";
import { pager } from "../parts/pager.js";
import { clipped, name } from "../plain.js";
import { listAddress } from "../router.js";
import { state, update } from "../state.js";
import { spoken } from "../words.js";

const PAGE = 50;

/** A screen that shows pages of what `read` answers. */
function listScreen({ heading, introduction, read, view, columns, row, nothingThere }) {
  let items = [];
  let next = null;
  let loaded = false;
  let failure = "";
  let asked = 0;

  async function reload() {
    const turn = ++asked;
    try {
      const page = await read({ cursor: state.route.cursor, limit: PAGE });
      if (turn === asked) {
        [items, next, loaded, failure] = [page.items, page.next, true, ""];
      }
    } catch (problem) {
      if (turn === asked) {
        [loaded, failure] = [true, problem.message];
      }
    }
    update();
  }

  const table = () => html`<table role="table" class="rows">
    <caption class="unseen">${heading}</caption>
    <thead role="rowgroup"><tr role="row">${columns.map((words) => html`<th role="columnheader" scope="col">${words}</th>`)}</tr></thead>
    <tbody role="rowgroup">${repeat(items, (each) => each.id, row)}</tbody>
  </table>`;

  return {
    title: () => heading,
    enter: reload,
    reload,
    resumed: reload,
    onEvents: () => {},
    forget: () => ([items, next, loaded, failure] = [[], null, false, ""]),
    view: () => html`<h1>${heading}</h1>
      <p class="introduction">${introduction}</p>
      ${failure ? html`<p class="notice bad" role="alert">${failure}</p>` : nothing}
      <div class="list-area" aria-busy=${!loaded}>
        ${items.length > 0 ? table() : loaded && !failure ? html`<div class="empty"><h2>${nothingThere}</h2></div>` : nothing}
      </div>
      ${items.length > 0
        ? pager({
            shown: items.length,
            words: items.length === 1 ? "row" : "rows",
            onFirst: state.route.cursor === "",
            newestAddress: listAddress({}, "", view),
            olderAddress: next && listAddress({}, next, view),
          })
        : nothing}`,
  };
}

const cell = (words, content, kind = "") => html`<td role="cell" data-label=${words} class=${kind}>${content}</td>`;

export const findings = listScreen({
  heading: "Findings",
  introduction: "Trouble that was recognised and is deliberately no incident of port 444.",
  read: readFindings,
  view: "findings",
  nothingThere: "No findings",
  columns: ["Severity", "Kind", "Server", "Site", "First", "Last", "Times", "What"],
  row: (each) => html`<tr role="row">
    ${cell("Severity", severity(each.severity))} ${cell("Kind", spoken(each.kind), "kind")}
    ${cell("Server", name(each.server), "server")} ${cell("Site", name(each.site) || "–")}
    ${cell("First", time(each.firstAt), "when")} ${cell("Last", time(each.lastAt), "when")}
    ${cell("Times", number(each.count), "number")}
    ${cell("What", html`${clipped(each.summary, `finding ${each.id}`, 200)}${each.evidence.length > 0
      ? html`<details><summary>Records (${each.evidence.length})</summary>${evidenceList(each.evidence, `finding ${each.id}`)}</details>`
      : nothing}`, "wide")}
  </tr>`,
});

export const gaps = listScreen({
  heading: "Gaps in the evidence",
  introduction: "Logs that should exist and were not collected. While one is open, silence of that server proves nothing.",
  read: readGaps,
  view: "gaps",
  nothingThere: "No gaps: every log that should be there was collected",
  columns: ["State", "Reason", "Server", "Site", "Log", "First", "Last", "What"],
  row: (each) => html`<tr role="row">
    ${cell("State", html`<span class="severity ${each.open ? "warning" : "info"}"><span aria-hidden="true">${each.open ? "▲" : "✓"}</span> ${each.open ? "Open" : "Closed"}</span>`)}
    ${cell("Reason", spoken(name(each.reason)), "kind")} ${cell("Server", name(each.server), "server")}
    ${cell("Site", name(each.site) || "–")} ${cell("Log", name(each.log))}
    ${cell("First", time(each.firstAt), "when")} ${cell("Last", time(each.lastAt), "when")}
    ${cell("What", clipped(each.detail, `gap ${each.id}`, 200), "wide")}
  </tr>`,
});
