// SPDX-License-Identifier: Apache-2.0
// How all parts do: versions, what is stored and sent and how fast, the correlator, the collectors.
import { html, nothing } from "../lit.js";
import { get } from "../api.js";
import { AskAgain } from "../ask-again.js";
import { duration, number, time } from "../format.js";
import { alive } from "../parts/collectors.js";
import { reasonOf } from "../parts/delivery-words.js";
import { Reading } from "../parts/reading.js";
import { cell, lead, row, table } from "../parts/table.js";
import { name } from "../plain.js";
import { state, update } from "../state.js";
import { address } from "./address.js";

const AGAIN_MILLIS = 10_000;

/** Answers with when they came; two of the same replica give a rate. */
const about = new Reading(async () => ({ ...(await get("about")), at: Date.now() }));
let before = null;

const again = new AskAgain({
  ask: read,
  isWanted: () => state.route.screen === "about",
  everyMillis: AGAIN_MILLIS,
});

export const title = () => "About";

async function read() {
  const last = about.value;
  await about.reload();
  if (about.value !== last) {
    before = last?.startedAt === about.value?.startedAt ? last : null;
    update();
  }
}

export const reload = () => again.now();
export const enter = reload;
export const resumed = reload;
export const onEvents = () => {};

export function forget() {
  again.stop();
  before = null;
  about.forget();
}

export function view() {
  return html`<h1 class="unseen">About</h1>
    ${about.show((now) => html`${service(now)} ${topics(now)} ${parts(now)} ${deliveries(now)}`)}
    <p class="hint">hop444 watches the second hop of Exchange. What it decides and why is in docs/detection.md; its API is
      described at <a href="/q/openapi">/q/openapi</a>.</p>`;
}

const badge = (good, yes, no) =>
  html`<span class="badge ${good ? "resolved" : "open"}"><span aria-hidden="true">${good ? "✓" : "✕"}</span> ${good ? yes : no}</span>`;

/** Events a second between the last two answers; a dash before there are two. */
function rate(now, countOf) {
  const passed = before === null ? 0 : (now.at - before.at) / 1_000;
  return passed > 0 ? `${number(Math.round(((countOf(now) - countOf(before)) / passed) * 10) / 10)}/s` : "–";
}

function service(now) {
  const stale = state.status?.staleSince ?? null;
  return html`<section class="panel" aria-labelledby="service-title"><h2 id="service-title">alert-service ${name(now.version)}</h2>
    <dl class="facts">
      <div><dt>What is shown</dt><dd>${badge(stale === null, "Up to date", "Stale")} ${stale ? html`since ${time(stale, true)}` : nothing}</dd></div>
      <div><dt>Database</dt><dd>${badge(now.databaseVersion !== null, "Reachable", "Away")} <span class="hint">${now.databaseVersion ? `PostgreSQL ${name(now.databaseVersion)}` : nothing}</span></dd></div>
      <div><dt>Kafka</dt><dd>${badge(now.kafkaAwaySince === null, "Reachable", "Away")} ${now.kafkaAwaySince ? html`since ${time(now.kafkaAwaySince, true)}` : nothing}</dd></div>
      <div><dt>This replica runs</dt><dd>for ${duration(now.startedAt)} <span class="hint">Java ${name(now.java)}</span></dd></div>
      <div><dt>Pages and others that follow live</dt><dd>${number(now.done.feedClients)}</dd></div>
    </dl>
  </section>`;
}

function topics(now) {
  return html`<section class="panel" aria-labelledby="topics-title"><h2 id="topics-title">Topics it stores</h2>
    ${table({
      id: "topics",
      caption: "Topics",
      columns: ["Topic", "Behind", "Last record", "Stored since the start", "Now", "State"],
      numbers: ["Behind", "Stored since the start", "Now"],
      rows: now.topics.map((each) => {
        const stored = (answer) => answer.done.recordsStored[each.topic] ?? 0;
        return row(html`${lead(name(each.topic), "file")}
          ${cell("Behind", each.lag == null ? "not known" : each.lag === 0 ? "nothing" : `${number(each.lag)} records`, "number")}
          ${cell("Last record", each.lastRecordAt ? html`${time(each.lastRecordAt)} <span class="hint">${duration(each.lastRecordAt)} ago</span>` : "none since the start", "when")}
          ${cell("Stored since the start", number(stored(now)), "number")} ${cell("Now", rate(now, stored), "number")}
          ${cell("State", each.waitingSince ? html`${badge(false, "", "Waits for the database")} since ${time(each.waitingSince)}` : badge(true, "Fine", ""))}`);
      }),
    })}
    ${now.done.recordsRefused > 0
      ? html`<p class="notice bad">${number(now.done.recordsRefused)} records could not be understood and went to the dead letters; the log of the service says why.</p>`
      : nothing}
  </section>`;
}

function part(each) {
  return html`<li>${alive(each)} <b class="foreign">${name(each.name)}</b> ${each.site ? html`<span>in ${name(each.site)}</span>` : nothing}
    <span class="hint">last sign of life ${time(each.lastSeenAt)}, ${duration(each.lastSeenAt)} ago</span></li>`;
}

function parts({ watched }) {
  if (watched === null) {
    return html`<p class="notice bad">How collectors and the correlator do is not known while the database is away.</p>`;
  }
  const correlators = watched.filter(({ kind }) => kind === "CORRELATOR");
  const collectors = watched.filter(({ kind }) => kind === "COLLECTOR");
  const quiet = collectors.filter(({ quietSince }) => quietSince);
  return html`<section class="panel" aria-labelledby="correlator-title"><h2 id="correlator-title">Correlator</h2>
      ${correlators.length === 0
        ? html`<p class="notice">The correlator has given no sign of life yet: new failures are not found.</p>`
        : html`<ul class="entries">${correlators.map(part)}</ul>`}</section>
    <section class="panel" aria-labelledby="collectors-title"><h2 id="collectors-title">Collectors</h2>
      ${collectors.length === 0
        ? html`<p class="notice">No collector has given a sign of life yet: nothing is watched.</p>`
        : html`<p>${badge(quiet.length === 0, `All ${number(collectors.length)} give signs of life`, `${number(quiet.length)} of ${number(collectors.length)} are quiet`)}
            <a href=${address("estate", { part: "collectors" })}>How far each has read</a></p>
            <ul class="entries">${quiet.map(part)}</ul>`}</section>`;
}

function deliveries(now) {
  const kinds = Object.entries(now.done.deliveries);
  const all = (answer) => Object.values(answer.done.deliveries).reduce((sum, each) => sum + each, 0);
  return html`<section class="panel" aria-labelledby="sent-title"><h2 id="sent-title">Attempts to deliver, since the start</h2>
    ${kinds.length === 0
      ? html`<p class="hint">None.</p>`
      : html`<ul class="entries">${kinds.map(([reason, many]) => html`<li><b>${number(many)}</b> <span>${reasonOf(reason.toUpperCase())}</span></li>`)}</ul>
          <p class="hint">Now ${rate(now, all)}. <a href=${address("notifications", { part: "log", state: "PENDING,GIVEN_UP" })}>What was not delivered</a></p>`}
  </section>`;
}
