// SPDX-License-Identifier: Apache-2.0
// One server: /?view=server&site=SITE&server=NAME. How it does, what is bound, how far its logs are
// read, and what happened to it.
import { html, nothing } from "../lit.js";
import { get, readFindings, readGaps, readIncidents } from "../api.js";
import { AskAgain } from "../ask-again.js";
import { bindings } from "../parts/bindings.js";
import { expiryBadge } from "../parts/expiry.js";
import { logs } from "../parts/logs.js";
import { Reading } from "../parts/reading.js";
import { serverBadge, serverState } from "../parts/server-states.js";
import { serverFindings, serverGaps, serverIncidents } from "../parts/server-lists.js";
import { bytes } from "../parts/bytes.js";
import { wayBack } from "../parts/way-back.js";
import { duration, time } from "../format.js";
import { name } from "../plain.js";
import { state } from "../state.js";
import { reason } from "../parts/estate-map.js";
import { address, here } from "./address.js";

const AGAIN_MILLIS = 10_000;
const AFTER_EVENT_MILLIS = 200;
/** Of each list; the whole list has a screen of its own. */
const FEW = 10;

const path = () => `servers/${encodeURIComponent(here("site"))}/${encodeURIComponent(here("server"))}`;
const place = () => ({ site: here("site"), server: here("server"), limit: FEW });

const readings = {
  server: new Reading(() => get(path())),
  incidents: new Reading(() => readIncidents({ site: here("site"), backEnd: here("server"), limit: FEW })),
  findings: new Reading(() => readFindings(place())),
  gaps: new Reading(() => readGaps(place())),
};
let shown = "";

const again = new AskAgain({
  ask: () => Promise.all(Object.values(readings).map((each) => each.reload())),
  isWanted: () => state.route.screen === "server",
  everyMillis: AGAIN_MILLIS,
});

export const title = () => name(here("server"));

export function enter() {
  if (shown !== path()) {
    forget();
    shown = path();
  }
  reload();
}

export const reload = () => again.now();

export const resumed = reload;

export function onEvents(events) {
  if (events.some(({ incident }) => incident.backEnd === here("server"))) {
    again.soon(AFTER_EVENT_MILLIS);
  }
}

export function forget() {
  again.stop();
  shown = "";
  Object.values(readings).forEach((each) => each.forget());
}

export function view() {
  const { server, incidents, findings, gaps } = readings;
  return html`${wayBack("Estate", "estate", address("estate"))}
    <article class="incident-page server-page">
      ${server.failure?.status === 404 ? unknown() : server.show(head)}
      ${incidents.value?.items.length > 0 ? serverIncidents(incidents.value) : nothing}
      ${server.value ? html`${bindings(server.value)} ${logs(server.value.logs)}` : nothing}
      ${incidents.value?.items.length === 0 && server.value ? serverIncidents(incidents.value) : nothing}
      ${gaps.show(serverGaps)} ${findings.show(serverFindings)}
    </article>`;
}

function unknown() {
  return html`<h1 class="foreign">${name(here("server"))}</h1>
    <p class="notice">No collector has told of a server of this name at ${here("site") ? html`<b>${name(here("site"))}</b>` : "this site"}; what others say of it is below.</p>`;
}

function head(server) {
  return html`<header class="incident-head">
      <h1><span class="server foreign">${name(server.server)}</span> <a class="site-link" href=${address("estate", { site: server.site })}>${name(server.site) || "no site"}</a></h1>
      ${serverBadge(server.state)}
    </header>
    <p class="lead">${reason(server)}. ${serverState(server.state).says}</p>
    <dl class="facts panel">
      <div><dt>Last sign of life</dt><dd>${server.seenAt ? html`${duration(server.seenAt)} ago` : "none yet"} <span class="hint">${server.seenAt ? time(server.seenAt) : nothing}</span></dd></div>
      <div><dt>Read up to</dt><dd>${time(server.readUpTo, true)}</dd></div>
      <div><dt>Behind</dt><dd>${bytes(server.lagBytes)}</dd></div>
      <div><dt>Collected by</dt><dd>${server.collectors.map(name).join(", ") || "nobody"}</dd></div>
      <div><dt>Certificate that ends first</dt><dd>${server.certificateEndsAt ? expiryBadge(server.certificateEndsAt) : "not known"}</dd></div>
    </dl>`;
}
