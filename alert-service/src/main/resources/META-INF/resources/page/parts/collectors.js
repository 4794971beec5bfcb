// SPDX-License-Identifier: Apache-2.0
// Collectors: whether each lives, how far behind it is, and what it does not get.
import { html, nothing, repeat } from "../lit.js";
import { count, duration, number, time } from "../format.js";
import { name } from "../plain.js";
import { address } from "../screens/address.js";
import { bytes } from "./bytes.js";
import { cell, lead, row, table } from "./table.js";

/** @returns by collector: {servers, lagBytes, openGaps, readUpTo: the oldest} */
function loadsOf(estate) {
  const loads = new Map();
  for (const { servers } of estate.sites) {
    for (const server of servers) {
      for (const collector of server.collectors) {
        const load = loads.get(collector) ?? { servers: 0, lagBytes: 0, openGaps: 0, readUpTo: null };
        load.servers += 1;
        load.lagBytes += server.lagBytes;
        load.openGaps += server.openGaps;
        if (server.readUpTo && (load.readUpTo === null || server.readUpTo < load.readUpTo)) {
          load.readUpTo = server.readUpTo;
        }
        loads.set(collector, load);
      }
    }
  }
  return loads;
}

export const alive = (part) =>
  part.quietSince
    ? html`<span class="badge open"><span aria-hidden="true">‖</span> Quiet</span>`
    : html`<span class="badge resolved"><span aria-hidden="true">●</span> Alive</span>`;

const COLUMNS = ["State", "Collector", "Site", "Last sign of life", "Servers", "Behind", "Oldest read up to", "Open gaps"];

export function collectors(estate) {
  const parts = estate.watched.filter(({ kind }) => kind === "COLLECTOR");
  const loads = loadsOf(estate);
  if (parts.length === 0) {
    return html`<div class="empty"><h2>No collector was heard yet</h2><p>A collector appears here with its first sign of life.</p></div>`;
  }
  const quiet = parts.filter(({ quietSince }) => quietSince);
  const sorted = [...quiet, ...parts.filter(({ quietSince }) => !quietSince)];
  return html`<p class="introduction">${count(parts.length, "collector", "collectors")}; ${quiet.length === 0 ? "all give signs of life" : `${number(quiet.length)} quiet`}.
      A log's lag is what was written and not yet handed to Kafka.</p>
    ${table({
      id: "collectors",
      caption: "Collectors, the quiet ones first",
      columns: COLUMNS,
      numbers: ["Servers", "Behind", "Open gaps"],
      rows: repeat(sorted, (each) => each.name, (each) => collector(each, loads.get(each.name))),
    })}`;
}

function collector(each, load) {
  return row(html`${cell("State", alive(each), "state")} ${lead(name(each.name), "server")}
    ${cell("Site", each.site ? html`<a data-row href=${address("estate", { site: each.site })}>${name(each.site)}</a>` : "–")}
    ${cell("Last sign of life", html`${time(each.lastSeenAt)} <span class="hint">${duration(each.lastSeenAt)} ago</span>`, "when")}
    ${cell("Servers", number(load?.servers ?? 0), "number")} ${cell("Behind", load ? bytes(load.lagBytes) : "–", "number")}
    ${cell("Oldest read up to", time(load?.readUpTo), "when")}
    ${cell("Open gaps", load?.openGaps > 0 ? html`<a href=${address("gaps", { open: "true", site: each.site })}>${number(load.openGaps)}</a>` : (load ? "0" : nothing), "number")}`, each.quietSince ? "open" : "");
}
