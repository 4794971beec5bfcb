// SPDX-License-Identifier: Apache-2.0
// Findings: what looked alike, why it is no incident, and what to do about it.
import { html, nothing, repeat } from "../lit.js";
import { readFindings } from "../api.js";
import { number, time } from "../format.js";
import { severity } from "../parts/badges.js";
import { evidenceList } from "../parts/evidence.js";
import { FINDINGS, findingOf } from "../parts/finding-words.js";
import { LiveList } from "../parts/live-list.js";
import { pager } from "../parts/pager.js";
import { choiceFilter, clearFilters, searchKey, siteFilter, textFilter } from "../parts/place-filters.js";
import { whatIsNoIncident } from "../parts/subnav.js";
import { cell, lead, row, table } from "../parts/table.js";
import { name, withTimes } from "../plain.js";
import { state } from "../state.js";
import { changed, here, serverAddress } from "./address.js";

const PAGE = 50;
const AGAIN_MILLIS = 15_000;
const FILTERS = ["site", "server", "kind"];

const list = new LiveList({
  read: () => readFindings({ site: here("site"), server: here("server"), kind: here("kind"), cursor: here("cursor"), limit: PAGE }),
  id: "findings",
  isOpen: () => state.route.screen === "findings",
  everyMillis: AGAIN_MILLIS,
});

export const keys = [searchKey("server", "Findings of a server")];
export const title = () => "Findings";
export const enter = () => list.enter([...FILTERS, "cursor"].map(here).join("\n"));
export const reload = () => list.reload();
export const resumed = () => list.look();
export const onEvents = () => {};
export const forget = () => list.forget();

export function view() {
  return html`<h1 class="unseen">Findings</h1>
    ${whatIsNoIncident()}
    <p class="introduction">Trouble that was recognised and looks like a failure of port 444, but is none. Each says why, and what to do.</p>
    <form class="filters" role="search" aria-label="Findings" @submit=${(event) => event.preventDefault()}>
      ${choiceFilter("kind", "Kind", Object.entries(FINDINGS).map(([key, { short }]) => [key, short]))}
      ${siteFilter()} ${textFilter("server", "Server", "mbx07")} ${clearFilters("findings", FILTERS)}
    </form>
    ${list.button("finding", "findings")}
    ${list.show((page) => (page.items.length === 0 ? empty() : rows(page)))}`;
}

function empty() {
  return FILTERS.some((each) => here(each) !== "")
    ? html`<div class="empty"><h2>No finding matches</h2></div>`
    : html`<div class="empty"><h2>No findings</h2>
        <p>Nothing was seen that looks like a failure of port 444 without being one.</p></div>`;
}

const COLUMNS = ["Severity", "Kind", "Server", "Site", "First", "Last", "Times", "What"];

function rows({ items, next }) {
  return html`${table({
      id: "findings",
      caption: "Findings, the last to have begun first",
      columns: COLUMNS,
      numbers: ["Times"],
      rows: repeat(items, (each) => each.id, finding),
    })}
    ${pager({
      shown: items.length,
      words: items.length === 1 ? "finding" : "findings",
      onFirst: here("cursor") === "",
      newestAddress: changed({}),
      olderAddress: next && changed({ cursor: next }),
    })}`;
}

function finding(each) {
  const { short, why, act } = findingOf(each.kind);
  return row(html`${cell("Severity", severity(each.severity), "state")} ${lead(html`<b>${name(short)}</b>`, "kind")}
    ${cell("Server", html`<a href=${serverAddress(each.site, each.server)}>${name(each.server)}</a>`, "server")}
    ${cell("Site", name(each.site) || "–")}
    ${cell("First", time(each.firstAt), "when")} ${cell("Last", time(each.lastAt), "when")}
    ${cell("Times", number(each.count), "number")}
    ${cell("What", html`${withTimes(each.summary, `finding ${each.id}`, 200)}
      <details><summary data-row>Why no incident, what to do${each.evidence.length > 0 ? `, ${each.evidence.length === 1 ? "1 record" : `${each.evidence.length} records`}` : ""}</summary>
        <dl class="why"><dt>Why it is no incident</dt><dd>${why}</dd><dt>What to do</dt><dd>${act}</dd></dl>
        ${each.evidence.length > 0 ? evidenceList(each.evidence, `finding ${each.id}`) : nothing}
      </details>`, "wide")}`);
}
