// SPDX-License-Identifier: Apache-2.0
// Incidents that a person has ticked, to be acknowledged at once.
import { html, nothing } from "../lit.js";
import { acknowledgeAll } from "../api.js";
import { count } from "../format.js";
import { refusal } from "../refusal.js";
import { update } from "../state.js";
import { dialog } from "./dialog.js";
import { toast } from "./toasts.js";

const LONGEST_COMMENT = 2_000;

const ticked = new Set();
let asking = false;
let busy = false;
let failure = "";

/** Only what nobody has taken yet can be taken. */
export const canTick = (incident) => incident.state === "OPEN";

export const isTicked = (id) => ticked.has(id);

export function tick(id, on = !ticked.has(id)) {
  on ? ticked.add(id) : ticked.delete(id);
  update();
}

export function tickAll(incidents, on) {
  incidents.filter(canTick).forEach(({ id }) => (on ? ticked.add(id) : ticked.delete(id)));
  update();
}

/** What is not shown any more, or was taken meanwhile, is not meant any more. */
export function keepTicksOf(incidents) {
  const possible = new Set(incidents.filter(canTick).map(({ id }) => id));
  [...ticked].filter((id) => !possible.has(id)).forEach((id) => ticked.delete(id));
}

export function forgetTicks() {
  ticked.clear();
  [asking, busy, failure] = [false, false, ""];
}

export function askToAcknowledge() {
  asking = ticked.size > 0;
  update();
}

export function selectionBar() {
  return html`${ticked.size === 0
      ? nothing
      : html`<div class="selection" role="region" aria-label="Selected incidents">
          <b>${count(ticked.size, "incident", "incidents")} selected</b>
          <button type="button" class="main" id="acknowledge-all" @click=${askToAcknowledge}>Acknowledge…</button>
          <button type="button" @click=${() => {
            forgetTicks();
            update();
          }}>Clear</button>
        </div>`}
    ${form()}`;
}

function form() {
  const close = () => {
    [asking, failure] = [false, ""];
    update();
  };
  const submit = async (event) => {
    event.preventDefault();
    const comment = event.target.elements.comment.value;
    const ids = [...ticked];
    [busy, failure] = [true, ""];
    update();
    try {
      const taken = await acknowledgeAll(ids, comment);
      const left = ids.length - taken;
      toast(`Acknowledged ${count(taken, "incident", "incidents")}.${left > 0 ? ` ${left} had been taken or resolved already.` : ""}`);
      forgetTicks();
    } catch (problem) {
      failure = refusal(problem);
    }
    busy = false;
    update();
  };
  return dialog({
    id: "acknowledge-many",
    heading: `Acknowledge ${count(ticked.size, "incident", "incidents")}`,
    open: asking,
    onClose: close,
    body: html`<form @submit=${submit}>
      <p>You say that you work on them: no more reminders and escalations.</p>
      <label for="many-comment">Comment <span class="hint">(optional, stands in each timeline)</span></label>
      <input id="many-comment" name="comment" autofocus maxlength=${LONGEST_COMMENT} autocomplete="off">
      <p class="error" role="alert">${failure}</p>
      <div class="actions"><button type="submit" class="main" ?disabled=${busy}>Acknowledge</button></div>
    </form>`,
  });
}
