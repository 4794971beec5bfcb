// SPDX-License-Identifier: Apache-2.0
// A fire drill: the targets of the routes get an opening and an end that say that they are a drill.
// Nobody has to break a server to know whether the phone rings.
import { html, nothing } from "../lit.js";
import { get, post } from "../api.js";
import { AskAgain } from "../ask-again.js";
import { name } from "../plain.js";
import { address, here } from "../screens/address.js";
import { state, update } from "../state.js";
import { CAUSES } from "../words.js";
import { deed, deedButton, deedFailure, isBusy } from "./deed.js";
import { deliveryState, reasonOf } from "./delivery-words.js";
import { choice, siteOptions } from "./match.js";
import { cell, row, table } from "./table.js";

/** While the openings are on their way. */
const SOON_MILLIS = 2_000;
/** Until the drill ends by itself, which may take hours. */
const LATER_MILLIS = 15_000;

/** The drill that was begun here: {subject, targets, deliveries}. */
let drilled = null;
let ended = false;

const again = new AskAgain({
  ask: look,
  isWanted: () => state.route.screen === "notifications" && here("part") === "drill" && drilled !== null && !isOver(),
  everyMillis: () => (ended || !isDone("drill.opened") ? SOON_MILLIS : LATER_MILLIS),
});

async function begin(event) {
  event.preventDefault();
  const { site, server, cause, minutes } = event.target.elements;
  const begun = await deed("drill", () => post("drills", {
    site: site.value.trim(),
    server: server.value.trim(),
    cause: cause.value,
    minutes: Number(minutes.value),
  }), "The drill begins.");
  if (begun) {
    drilled = { ...begun, deliveries: new Map() };
    ended = false;
    again.now();
  }
}

async function end() {
  if (await deed("end drill", () => post(`drills/${encodeURIComponent(drilled.subject)}/end`), "The drill ends.")) {
    ended = true;
    again.now();
  }
}

async function look() {
  const of = drilled;
  try {
    for (const target of of.targets) {
      const { items } = await get("deliveries", { target, limit: 50 });
      of.deliveries.set(target, items.filter(({ subject }) => subject === of.subject));
    }
  } catch {
    // The next look tells.
  }
  update();
}

const told = (target, type) => drilled.deliveries.get(target)?.find((each) => each.type === type);

/** Whether nothing more is to be expected of a message, whatever became of it. */
const isDone = (type) =>
  drilled.targets.every((target) => ![undefined, "PENDING"].includes(told(target, type)?.state));

const isOver = () => isDone("drill.opened") && isDone("drill.resolved");

function step(delivery) {
  if (!delivery) {
    return html`–`;
  }
  const { word, mark, kind } = deliveryState(delivery.state);
  return html`<span class="badge ${kind}"><span aria-hidden="true">${mark}</span> ${word}</span>
    ${delivery.state === "DELIVERED" || !delivery.lastReason ? nothing : reasonOf(delivery.lastReason)}`;
}

function result() {
  const targets = [...drilled.targets];
  return html`<section class="panel" aria-labelledby="drill-title">
    <h2 id="drill-title">This drill</h2>
    ${targets.length === 0
      ? html`<p class="notice bad">The routes name nobody for this. In earnest nobody would have been told.</p>`
      : html`${table({
            caption: "Who was told",
            columns: ["Target", "Opening", "End"],
            rows: targets.map((target) => row(html`${cell("Target", html`<a href=${address("notifications", { part: "log", target })}>${name(target)}</a>`)}
              ${cell("Opening", step(told(target, "drill.opened")))} ${cell("End", step(told(target, "drill.resolved")))}`)),
          })}
        <p class="actions">${isDone("drill.resolved") ? html`<span>This drill is over.</span>`
          : ended ? html`<span>The end is on its way.</span>` : deedButton("end drill", "End the drill now", end)}</p>
        ${deedFailure("end drill")}`}
  </section>`;
}

function view() {
  return html`<p class="introduction">Sends what an incident would send, marked as a drill, to whom the routes name. No incident is
      made, and silences do not mute it.</p>
    <form class="panel" aria-label="Fire drill" @submit=${begin}>
      <div class="filters">
        <label class="field"><span>Site</span><input name="site" list="known-sites" required autocomplete="off" spellcheck="false" maxlength="255"></label>
        <label class="field"><span>Server</span><input name="server" required autocomplete="off" spellcheck="false" maxlength="255" placeholder="mbx07"></label>
        ${choice("cause", "Cause", Object.entries(CAUSES).map(([key, { short }]) => [key, short]), null)}
        <label class="field"><span>Ends after minutes</span><input name="minutes" type="number" min="1" max="240" value="15" required></label>
        <button type="submit" class="main" ?disabled=${isBusy("drill")}>Begin the drill</button>
        ${siteOptions()}
      </div>
      ${deedFailure("drill")}
    </form>
    ${drilled ? result() : nothing}`;
}

export const drill = {
  words: "Fire drill",
  enter: () => {
    update();
    again.soon(0);
  },
  view,
  forget: () => {
    again.stop();
    [drilled, ended] = [null, false];
  },
};
