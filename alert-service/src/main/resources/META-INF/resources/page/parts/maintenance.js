// SPDX-License-Identifier: Apache-2.0
// Maintenance windows: times that come again, in which notices are kept back.
import { html, nothing } from "../lit.js";
import { get, post, remove } from "../api.js";
import { clipped, name } from "../plain.js";
import { update } from "../state.js";
import { askingButton, deed, deedFailure, isBusy } from "./deed.js";
import { matchFields, matchOf, matchWords } from "./match.js";
import { Reading } from "./reading.js";
import { cell, row, table } from "./table.js";

const windows = new Reading(() => get("maintenance-windows"));
const DAYS = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];
const short = (day) => `${day.charAt(0)}${day.slice(1, 3).toLowerCase()}`;
const MINUTES_A_DAY = 1_440;
let formOpen = false;

/** `22:00 to 02:00 the next day`. */
function span(from, minutes) {
  const [hour, minute] = from.split(":").map(Number);
  const end = hour * 60 + minute + minutes;
  const two = (number) => String(number).padStart(2, "0");
  const days = Math.floor(end / MINUTES_A_DAY);
  const at = end % MINUTES_A_DAY;
  const later = days === 0 ? "" : days === 1 ? " the next day" : ` ${days} days later`;
  return `${from.slice(0, 5)} to ${two(Math.floor(at / 60))}:${two(at % 60)}${later}`;
}

async function create(event) {
  event.preventDefault();
  const form = event.target;
  const { reason, zone, from, minutes, first, last } = form.elements;
  const days = DAYS.filter((day) => form.elements[day].checked);
  const made = await deed("window", () => post("maintenance-windows", {
    match: matchOf(form),
    reason: reason.value.trim(),
    zone: zone.value.trim(),
    days,
    from: from.value,
    minutes: Number(minutes.value),
    first: first.value || null,
    last: last.value || null,
  }), "The window is kept.");
  if (made) {
    formOpen = false;
    windows.reload();
  }
}

async function take(id) {
  if (await deed(`window ${id}`, () => remove(`maintenance-windows/${id}`), "The window is removed.")) {
    windows.reload();
  }
}

function form() {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return html`<form class="panel" aria-label="New maintenance window" @submit=${create}>
    <div class="filters">${matchFields()}</div>
    <fieldset class="days"><legend>It begins on</legend>
      ${DAYS.map((day) => html`<label class="check"><input type="checkbox" name=${day}> ${short(day)}</label>`)}
    </fieldset>
    <div class="filters">
      <label class="field"><span>At</span><input name="from" type="time" required value="22:00"></label>
      <label class="field"><span>For minutes</span><input name="minutes" type="number" required min="1" max="10080" value="240"></label>
      <label class="field"><span>On the clocks of</span><input name="zone" required value=${here} autocomplete="off" spellcheck="false"></label>
      <label class="field"><span>First day <span class="hint">(optional)</span></span><input name="first" type="date"></label>
      <label class="field"><span>Last day <span class="hint">(optional)</span></span><input name="last" type="date"></label>
      <label class="field grow"><span>Why?</span><input name="reason" required maxlength="500" autocomplete="off"></label>
      <button type="submit" class="main" ?disabled=${isBusy("window")}>Keep the window</button>
    </div>
    ${deedFailure("window")}
  </form>`;
}

function kept(each) {
  const days = DAYS.filter((day) => each.days.includes(day));
  return row(html`${cell("When", html`<b>${days.length === DAYS.length ? "every day" : days.map(short).join(", ")}</b> ${span(each.from, each.minutes)}`, "kind")}
    ${cell("Clocks of", name(each.zone))}
    ${cell("Valid", html`${each.first ? `from ${each.first} ` : nothing}${each.last ? `until ${each.last}` : nothing}${each.first || each.last ? nothing : "always"}`)}
    ${cell("What", matchWords(each.match), "wide")}
    ${cell("Why", clipped(each.reason, `window ${each.id}`, 200), "wide")} ${cell("By", name(each.owner), "owner")}
    ${cell("", html`${askingButton(`window ${each.id}`, "Remove", "What it keeps back now is told at once. Remove it?", () => take(each.id))}
      ${deedFailure(`window ${each.id}`)}`)}`);
}

const COLUMNS = ["When", "Clocks of", "Valid", "What", "Why", "By", ""];

function view() {
  return html`<div class="part-head">
      <p class="introduction">In a maintenance window notices are kept back; what still fails at its end is told then.</p>
      <button type="button" class=${formOpen ? "" : "main"} aria-expanded=${formOpen} @click=${() => {
        formOpen = !formOpen;
        update();
      }}>${formOpen ? "Close the form" : "New window"}</button>
    </div>
    ${formOpen ? form() : nothing}
    ${windows.show(({ items }) =>
      items.length === 0
        ? html`<div class="empty"><h2>No maintenance windows</h2><p>Notices go out at any time.</p></div>`
        : table({ caption: "Maintenance windows", columns: COLUMNS, rows: items.map(kept) }),
    )}`;
}

export const maintenance = {
  words: "Maintenance",
  enter: () => windows.reload(),
  view,
  forget: () => {
    windows.forget();
    formOpen = false;
  },
};
