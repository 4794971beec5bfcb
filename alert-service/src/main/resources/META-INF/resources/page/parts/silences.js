// SPDX-License-Identifier: Apache-2.0
// Silences: what is kept quiet until when, by whom and why. They mute notices, never the record.
import { html, nothing } from "../lit.js";
import { get, post, remove } from "../api.js";
import { duration, time } from "../format.js";
import { clipped, name } from "../plain.js";
import { update } from "../state.js";
import { askingButton, deed, deedFailure, isBusy } from "./deed.js";
import { matchFields, matchOf, matchWords } from "./match.js";
import { momentField, momentOf } from "./moment.js";
import { Reading } from "./reading.js";
import { cell, row, table } from "./table.js";

const silencesOf = new Reading(() => get("silences"));
const LENGTHS = [
  [60, "1 hour"],
  [240, "4 hours"],
  [720, "12 hours"],
  [1_440, "1 day"],
  [10_080, "1 week"],
  ["", "until …"],
];
let formOpen = false;
let until = false;

async function create(event) {
  event.preventDefault();
  const form = event.target;
  const { lasts, reason } = form.elements;
  const expiresAt = lasts.value === "" ? momentOf(form, "expiresAt") : new Date(Date.now() + Number(lasts.value) * 60_000);
  const made = await deed("silence", () => post("silences", {
    match: matchOf(form),
    reason: reason.value.trim(),
    expiresAt: expiresAt.toISOString(),
  }), "Silenced.");
  if (made) {
    formOpen = false;
    silencesOf.reload();
  }
}

async function end(id) {
  if (await deed(`end silence ${id}`, () => remove(`silences/${id}`), "The silence has ended.")) {
    silencesOf.reload();
  }
}

function form() {
  const chosen = (event) => {
    until = event.target.value === "";
    update();
  };
  return html`<form class="panel" aria-label="New silence" @submit=${create}>
    <div class="filters">${matchFields()}</div>
    <div class="filters">
      <label class="field"><span>For</span><select name="lasts" @change=${chosen}>
        ${LENGTHS.map(([minutes, words]) => html`<option value=${minutes}>${words}</option>`)}
      </select></label>
      ${until ? momentField("expiresAt", "Until") : nothing}
      <label class="field grow"><span>Why?</span><input name="reason" required maxlength="500" autocomplete="off"></label>
      <button type="submit" class="main" ?disabled=${isBusy("silence")}>Silence</button>
    </div>
    <p class="hint">Fields that are empty match everything. Whoever was told of an incident still hears of its end.</p>
    ${deedFailure("silence")}
  </form>`;
}

function silence(each) {
  const begun = new Date(each.startsAt) <= new Date();
  return row(html`${cell("State", html`<span class="badge ${begun ? "acknowledged" : "quiet"}"><span aria-hidden="true">${begun ? "◐" : "◔"}</span> ${begun ? "Quiet" : "To come"}</span>`, "state")}
    ${cell("What", matchWords(each.match), "wide")}
    ${cell("Why", clipped(each.reason, `silence ${each.id}`, 200), "wide")}
    ${cell("By", name(each.owner), "owner")} ${cell("From", time(each.startsAt), "when")}
    ${cell("Until", html`${time(each.expiresAt)} <span class="hint">${begun ? `${duration(new Date(), each.expiresAt)} left` : nothing}</span>`, "when")}
    ${cell("", html`${askingButton(`end silence ${each.id}`, "End now", "What still fails is told at once. End it?", () => end(each.id))}
      ${deedFailure(`end silence ${each.id}`)}`)}`);
}

const COLUMNS = ["State", "What", "Why", "By", "From", "Until", ""];

function view() {
  return html`<div class="part-head">
      <p class="introduction">A silence keeps notices back for a while. Incidents are recorded all the same.</p>
      <button type="button" class=${formOpen ? "" : "main"} aria-expanded=${formOpen} @click=${() => {
        formOpen = !formOpen;
        update();
      }}>${formOpen ? "Close the form" : "New silence"}</button>
    </div>
    ${formOpen ? form() : nothing}
    ${silencesOf.show(({ items }) =>
      items.length === 0
        ? html`<div class="empty"><h2>Nothing is silenced</h2><p>Every notice goes to whom the routes name.</p></div>`
        : table({ caption: "Silences that have not ended", columns: COLUMNS, rows: items.map(silence) }),
    )}`;
}

export const silences = {
  words: "Silences",
  enter: () => silencesOf.reload(),
  view,
  forget: () => {
    silencesOf.forget();
    [formOpen, until] = [false, false];
  },
};
