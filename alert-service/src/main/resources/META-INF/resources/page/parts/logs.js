// SPDX-License-Identifier: Apache-2.0
// How far each log of a server is read.
import { html, nothing } from "../lit.js";
import { duration, number, time } from "../format.js";
import { name } from "../plain.js";
import { spoken } from "../words.js";
import { bytes } from "./bytes.js";
import { cell, lead, row, table } from "./table.js";

const KINDS = {
  FRONT_END_IIS: "Front end's web log",
  BACK_END_IIS: "Back end's web log",
  OTHER_IIS: "Another web log",
  HTTP_PROXY: "Front end's proxy log",
  HTTP_ERR: "HTTP.sys error log",
  WINDOWS_EVENT: "Windows events",
  INVENTORY: "Inventories",
  SERVER: "The server as a whole",
  UNKNOWN: "A log of unknown kind",
};

/** A server's clock that is further off than this makes records late or early. */
const MUCH_SKEW_SECONDS = 5;

const COLUMNS = ["Log", "Read up to", "Behind", "File", "At byte", "Heard", "Clock"];

export function logs(list) {
  return html`<section aria-labelledby="logs-title">
    <h2 id="logs-title">Read progress</h2>
    ${list.length === 0
      ? html`<p class="notice">No log of this server is collected. Whether it fails can only be told from its front ends.</p>`
      : table({ id: "logs", caption: "How far each log is read", columns: COLUMNS, numbers: ["Behind", "At byte"], rows: list.map(log) })}
  </section>`;
}

function log(each) {
  const skew = each.clockSkewSeconds;
  return row(html`${lead(html`<b>${KINDS[each.kind] ?? spoken(name(each.kind))}</b> <span class="hint">${name(each.log)}</span>`)}
    ${cell("Read up to", time(each.readUpTo), "when")}
    ${cell("Behind", each.lagBytes > 0 ? html`<b>${bytes(each.lagBytes)}</b>` : "nothing", "number")}
    ${cell("File", html`<span class="file">${name(each.file ?? "–")}</span>`)}
    ${cell("At byte", each.file ? html`${number(each.offset)} <span class="hint">of ${number(each.size)}</span>` : "–", "number")}
    ${cell("Heard", html`${duration(each.seenAt)} ago`, "short")}
    ${cell("Clock", skew == null ? html`<span class="hint">not known</span>` : Math.abs(skew) < MUCH_SKEW_SECONDS ? "right" : html`<b>${number(Math.abs(skew))} s ${skew > 0 ? "ahead" : "behind"}</b>`, "short")}`);
}
