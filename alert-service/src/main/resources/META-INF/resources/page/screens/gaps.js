// SPDX-License-Identifier: Apache-2.0
// Gaps: what is not collected, what that means for what is known, and what to do.
import { html, repeat } from "../lit.js";
import { readGaps } from "../api.js";
import { duration, time } from "../format.js";
import { gapBadge, GAPS, gapOf } from "../parts/gap-words.js";
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
const FILTERS = ["open", "kind", "site", "server"];

const list = new LiveList({
  read: () =>
    readGaps({ open: here("open"), kind: here("kind"), site: here("site"), server: here("server"), cursor: here("cursor"), limit: PAGE }),
  id: "gaps",
  isOpen: () => state.route.screen === "gaps",
  everyMillis: AGAIN_MILLIS,
});

export const keys = [searchKey("server", "Gaps of a server")];
export const title = () => "Gaps in the evidence";
export const enter = () => list.enter([...FILTERS, "cursor"].map(here).join("\n"));
export const reload = () => list.reload();
export const resumed = () => list.look();
export const onEvents = () => {};
export const forget = () => list.forget();

export function view() {
  return html`<h1 class="unseen">Gaps in the evidence</h1>
    ${whatIsNoIncident()}
    <p class="introduction">Logs that should exist and were not collected. While one is open, silence of that server proves nothing.</p>
    <form class="filters" role="search" aria-label="Gaps" @submit=${(event) => event.preventDefault()}>
      ${choiceFilter("open", "State", [["true", "Open"], ["false", "Closed"]])}
      ${choiceFilter("kind", "Reason", Object.entries(GAPS).map(([key, { short }]) => [key, short]))}
      ${siteFilter()} ${textFilter("server", "Server", "mbx07")} ${clearFilters("gaps", FILTERS)}
    </form>
    ${list.button("gap", "gaps")}
    ${list.show((page) => (page.items.length === 0 ? empty() : rows(page)))}`;
}

function empty() {
  return FILTERS.some((each) => here(each) !== "")
    ? html`<div class="empty"><h2>No gap matches</h2></div>`
    : html`<div class="empty"><h2>No gaps</h2><p>Every log that should be there was collected.</p></div>`;
}

const COLUMNS = ["State", "Reason", "Server", "Site", "Log", "First", "Last", "What"];

function rows({ items, next }) {
  return html`${table({
      id: "gaps",
      caption: "Gaps, the last to have begun first",
      columns: COLUMNS,
      rows: repeat(items, (each) => each.id, gap),
    })}
    ${pager({
      shown: items.length,
      words: items.length === 1 ? "gap" : "gaps",
      onFirst: here("cursor") === "",
      newestAddress: changed({}),
      olderAddress: next && changed({ cursor: next }),
    })}`;
}

function gap(each) {
  const { short, means, act } = gapOf(each.reason);
  return row(html`${cell("State", gapBadge(each), "state")} ${lead(html`<b>${name(short)}</b>`, "kind")}
    ${cell("Server", html`<a href=${serverAddress(each.site, each.server)}>${name(each.server)}</a>`, "server")}
    ${cell("Site", name(each.site) || "–")} ${cell("Log", name(each.log))}
    ${cell("First", time(each.firstAt), "when")}
    ${cell("Last", html`${time(each.lastAt)}${each.open ? html` <span class="hint">for ${duration(each.firstAt)}</span>` : ""}`, "when")}
    ${cell("What", html`${withTimes(each.detail, `gap ${each.id}`, 200)}
      <details><summary data-row>What it means, what to do</summary>
        <dl class="why"><dt>What it means</dt><dd>${means}</dd><dt>What to do</dt><dd>${act}</dd></dl>
      </details>`, "wide")}`);
}
