// SPDX-License-Identifier: Apache-2.0
// One incident: what is broken, where the path breaks, why, for whom, what to do, what happened.
import { html, nothing } from "../lit.js";
import { get, readIncident, readOf } from "../api.js";
import { AskAgain } from "../ask-again.js";
import { actionKeys, actions, forgetActions } from "../parts/actions.js";
import { severity, stateBadge } from "../parts/badges.js";
import { certificate } from "../parts/certificate.js";
import { changes } from "../parts/changes.js";
import { deliveries } from "../parts/deliveries.js";
import { blastRadius, reasons } from "../parts/diagnosis.js";
import { evidenceList } from "../parts/evidence.js";
import { fix } from "../parts/fix.js";
import { forgetHop, hops } from "../parts/hops.js";
import { silenced } from "../parts/quiet.js";
import { sentence } from "../parts/sentence.js";
import { timeline } from "../parts/timeline.js";
import { wayBack } from "../parts/way-back.js";
import { name } from "../plain.js";
import { say, state, update } from "../state.js";
import { causeOf, EVENTS } from "../words.js";
import { serverAddress } from "./address.js";

const AFTER_EVENT_MILLIS = 150;

const NOTHING_YET = { certificate: null, series: null, deliveries: null, silences: [] };

let incident = null;
/** What belongs to it and is read beside it; null before. */
let beside = NOTHING_YET;
let failure = "";
let asked = 0;

/** Only events say that there is something new to read. */
const again = new AskAgain({
  ask: read,
  isWanted: () => state.route.screen === "incident",
  everyMillis: Infinity,
});

export const title = () =>
  incident ? `${name(incident.backEnd)}: ${name(causeOf(incident.cause).short)}` : "Incident";

export const keys = actionKeys(() => incident);

export function enter(route) {
  if (incident?.id !== route.id) {
    forget();
  }
  reload();
}

export function forget() {
  again.stop();
  [incident, beside, failure] = [null, NOTHING_YET, ""];
  forgetHop();
  forgetActions();
}

export const reload = () => again.now();

async function read() {
  const turn = ++asked;
  const { id } = state.route;
  try {
    const answer = await readIncident(id);
    if (turn === asked && state.route.id === id) {
      [incident, failure] = [answer, ""];
      readBeside(turn);
    }
  } catch (problem) {
    if (turn === asked) {
      failure = problem.status === 404 ? "There is no incident with this id. It may have been removed by age." : problem.message;
    }
  }
  update();
}

const DELIVERIES = 30;

/** What the page can do without while it is read, or when it cannot be. */
async function readBeside(turn) {
  const { id } = incident;
  const asFailure = ({ message }) => ({ failure: message });
  const [certificateRead, series, deliveriesRead, silences] = await Promise.all([
    readOf(id, "certificate").catch(asFailure),
    readOf(id, "blast-radius").catch(asFailure),
    get("deliveries", { incident: id, limit: DELIVERIES }).catch(asFailure),
    get("silences").then(({ items }) => items, () => beside.silences),
  ]);
  if (turn === asked) {
    beside = { certificate: certificateRead, series, deliveries: deliveriesRead, silences };
    update();
  }
}

export const resumed = reload;

/** The feed's body may be cut to size, so an event only says that there is something to read. */
export function onEvents(events) {
  const mine = events.filter((event) => event.incident.id === state.route.id);
  if (mine.length > 0) {
    say(`This incident: ${EVENTS[mine[mine.length - 1].type] ?? "changed"}.`);
    again.soon(AFTER_EVENT_MILLIS);
  }
}

export function view() {
  return html`${wayBack("Incidents", "incidents", "/")}
    ${failure ? html`<p class="notice bad" role="alert">${failure}</p>` : nothing}
    ${incident === null ? (failure ? nothing : html`<div class="list-area" aria-busy="true"></div>`) : whole()}`;
}

function whole() {
  const taken = (changed) => {
    incident = changed ?? incident;
    readBeside(++asked);
    update();
  };
  return html`<article class="incident-page">
    <header class="incident-head">
      <h1><span class="server"><a href=${serverAddress(incident.site, incident.backEnd)}>${name(incident.backEnd)}</a></span> ${name(causeOf(incident.cause).short)}</h1>
      ${stateBadge(incident.state)} ${incident.severity === "OUTAGE" ? nothing : severity(incident.severity)}
    </header>
    <p class="lead" id="sentence">${sentence(incident)}</p>
    ${silenced(incident, beside.silences)} ${actions(incident, taken)} ${hops(incident)}
    <div class="columns">
      <div>${reasons(incident)} ${fix(incident, beside.certificate)}</div>
      <div>${blastRadius(incident, beside.series)} ${certificate(beside.certificate)} ${changes(incident)} ${timeline(incident.timeline ?? [])} ${deliveries(beside.deliveries, incident.tickets ?? [])}</div>
    </div>
    <section aria-labelledby="evidence-title">
      <h2 id="evidence-title">Evidence <span class="hint">(${incident.evidence.length} records)</span></h2>
      ${evidenceList(incident.evidence, "all")}
    </section>
  </article>`;
}
