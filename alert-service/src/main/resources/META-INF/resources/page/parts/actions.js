// SPDX-License-Identifier: Apache-2.0
// What a person can do with an incident: each is a button, a key and a small dialog, so that two
// strokes take it and none of it happens by accident.
import { html, nothing } from "../lit.js";
import { act, post } from "../api.js";
import { time } from "../format.js";
import { name } from "../plain.js";
import { refusal } from "../refusal.js";
import { update } from "../state.js";
import { SEVERITIES } from "../words.js";
import { dialog } from "./dialog.js";
import { toast } from "./toasts.js";

const LONGEST_TEXT = 2_000;
const LONGEST_NAME = 200;
const SILENCES = [
  [1, "1 hour"],
  [4, "4 hours"],
  [8, "8 hours"],
  [24, "1 day"],
  [72, "3 days"],
];

const text = (field, words, { needed = false, longest = LONGEST_TEXT, hint = "" } = {}) => (incident, first) => html`
  <label for="act-${field}">${words}${hint ? html` <span class="hint">(${hint})</span>` : nothing}</label>
  <input id="act-${field}" name=${field} maxlength=${longest} ?required=${needed} autocomplete="off" ?autofocus=${first}
    .value=${field === "assignee" ? (incident.assignee ?? "") : ""}>`;

const choice = (field, words, options, chosen) => (incident, first) => html`
  <label for="act-${field}">${words}</label>
  <select id="act-${field}" name=${field} ?autofocus=${first}>
    ${options.map(([value, word]) => html`<option value=${value} ?selected=${String(value) === String(chosen(incident))}>${word}</option>`)}
  </select>`;

const comment = text("comment", "Comment", { hint: "optional, stands in the timeline" });
const isOpen = ({ state }) => state !== "RESOLVED";

async function silence({ site, backEnd }, { reason, hours }) {
  await post("silences", {
    match: { site: [site], server: [backEnd] },
    reason,
    expiresAt: new Date(Date.now() + hours * 3_600_000).toISOString(),
  });
}

/** What can be done; `run` answers the incident as it is then, or nothing when it is not changed. */
const ACTIONS = [
  {
    id: "acknowledge", key: "a", words: "Acknowledge", done: "Acknowledged.", main: true,
    can: ({ state }) => state === "OPEN",
    says: "You say that you work on it: no more reminders and escalations.",
    fields: [comment],
    run: ({ id }, form) => act(id, "acknowledge", form),
  },
  {
    id: "assign", key: "w", words: "Assign", done: "Assigned.", can: isOpen,
    says: "Says who works on it. Leave the name empty for nobody.",
    fields: [text("assignee", "Who", { longest: LONGEST_NAME }), comment],
    run: ({ id }, { assignee, comment }) => act(id, "assign", { assignee: assignee.trim() || null, comment }),
  },
  {
    id: "comment", key: "c", words: "Comment", done: "Your comment stands in the timeline.", can: () => true,
    says: "",
    fields: [text("comment", "Comment", { needed: true })],
    run: ({ id }, form) => act(id, "comments", form),
  },
  {
    id: "rate", key: "v", words: "Severity", done: "Severity changed.", can: isOpen,
    says: "It decides who is told, and how soon.",
    fields: [choice("severity", "Severity", Object.entries(SEVERITIES), ({ severity }) => severity), comment],
    run: ({ id }, form) => act(id, "severity", form),
  },
  {
    id: "silence", key: "s", words: "Silence", done: "Silenced: nobody is told until it ends.", can: isOpen,
    says: "No notices of this server for a while. The record goes on; what still fails when the silence ends is told then.",
    fields: [choice("hours", "For", SILENCES, () => 4), text("reason", "Why", { needed: true })],
    run: silence,
  },
  {
    id: "resolve", key: "r", words: "Resolve", done: "Resolved by hand.", can: isOpen,
    says: "It closes by itself once every front end that failed is seen to succeed. Resolve by hand only when that proof cannot come.",
    fields: [text("reason", "Why", { needed: true })],
    run: ({ id }, form) => act(id, "resolve", form),
  },
  {
    id: "reopen", key: "o", words: "Open again", done: "Open again.", can: ({ state }) => state === "RESOLVED",
    says: "For an incident that was resolved too early.",
    fields: [text("reason", "Why", { needed: true })],
    run: ({ id }, form) => act(id, "reopen", form),
  },
];

let chosen = null;
let busy = false;
let failure = "";

export function forgetActions() {
  [chosen, busy, failure] = [null, false, ""];
}

function choose(action) {
  [chosen, failure] = [action, ""];
  update();
}

/** Keys of the screen. @param incident answers what is shown; null before it was read */
export const actionKeys = (incident) =>
  ACTIONS.map((action) => ({
    key: action.key,
    words: action.words,
    run: () => incident() !== null && action.can(incident()) && choose(action),
  }));

/** @param onChanged gets the incident as it is afterwards; null when something beside it has changed */
export function actions(incident, onChanged) {
  return html`${taken(incident)}
    <div class="deeds" role="group" aria-label="What you can do">
      ${ACTIONS.filter(({ can }) => can(incident)).map((action) => html`<button type="button" id="do-${action.id}"
        class=${action.main ? "main" : ""} aria-keyshortcuts=${action.key} @click=${() => choose(action)}>${action.words}…</button>`)}
    </div>
    ${form(incident, onChanged)}`;
}

function taken({ state, acknowledgedBy, acknowledgedAt, assignee, resolvedBy, resolvedReason }) {
  const by = state === "ACKNOWLEDGED" ? html`Taken by <b>${name(acknowledgedBy)}</b>, ${time(acknowledgedAt, true)}.` : nothing;
  const who = assignee ? html` Assigned to <b>${name(assignee)}</b>.` : nothing;
  const hand = resolvedBy ? html`Resolved by hand by <b>${name(resolvedBy)}</b>, without a proof: ${name(resolvedReason)}` : nothing;
  return by === nothing && who === nothing && hand === nothing
    ? nothing
    : html`<p class="notice ${resolvedBy ? "" : "taken"}">${by}${who} ${hand}</p>`;
}

function form(incident, onChanged) {
  const close = () => choose(null);
  const submit = async (event) => {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(event.target));
    [busy, failure] = [true, ""];
    update();
    try {
      const changed = await chosen.run(incident, given);
      toast(chosen.done);
      event.target.reset();
      chosen = null;
      onChanged(changed ?? null);
      keepFocus();
    } catch (problem) {
      failure = refusal(problem);
    }
    busy = false;
    update();
  };
  return dialog({
    id: "act",
    heading: chosen ? `${chosen.words}: ${name(incident.backEnd)}` : "",
    open: chosen !== null,
    onClose: close,
    body: chosen === null
      ? nothing
      : html`<form @submit=${submit} data-action=${chosen.id}>
          ${chosen.says ? html`<p class="hint">${chosen.says}</p>` : nothing}
          ${chosen.fields.map((field, index) => field(incident, index === 0))}
          <p class="error" role="alert" id="act-error">${failure}</p>
          <div class="actions"><button type="submit" class="main" id="act-go" ?disabled=${busy}>${chosen.words}</button></div>
        </form>`,
  });
}

/** The button that was pressed may be gone; who works by keyboard goes on from here, not from the top. */
function keepFocus() {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) {
        (document.querySelector(".deeds button") ?? document.getElementById("main")).focus({ preventScroll: true });
      }
    }),
  );
}
