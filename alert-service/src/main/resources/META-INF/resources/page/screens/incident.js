// SPDX-License-Identifier: Apache-2.0
// One incident: what is broken, where the path breaks, why, for whom, what to do, what happened.
import { html, nothing } from "../lit.js";
import { readIncident } from "../api.js";
import { acknowledgement, forgetAcknowledgement } from "../parts/acknowledgement.js";
import { blastRadius, reasons } from "../parts/diagnosis.js";
import { stateBadge } from "../parts/badges.js";
import { evidenceList } from "../parts/evidence.js";
import { fix } from "../parts/fix.js";
import { forgetHop, hops } from "../parts/hops.js";
import { sentence } from "../parts/sentence.js";
import { timeline } from "../parts/timeline.js";
import { name } from "../plain.js";
import { cameFromPage } from "../router.js";
import { say, state, update } from "../state.js";
import { causeOf, EVENTS } from "../words.js";

const AFTER_EVENT_MILLIS = 150;

let incident = null;
let failure = "";
let asked = 0;
let timer = null;

export const title = () =>
  incident ? `${name(incident.backEnd)}: ${name(causeOf(incident.cause).short)}` : "Incident";

export function enter(route) {
  if (incident?.id !== route.id) {
    forget();
  }
  reload();
}

export function forget() {
  incident = null;
  failure = "";
  forgetHop();
  forgetAcknowledgement();
}

export async function reload() {
  const turn = ++asked;
  const { id } = state.route;
  try {
    const answer = await readIncident(id);
    if (turn === asked && state.route.id === id) {
      [incident, failure] = [answer, ""];
    }
  } catch (problem) {
    if (turn === asked) {
      failure = problem.status === 404 ? "There is no incident with this id. It may have been removed by age." : problem.message;
    }
  }
  update();
}

export const resumed = reload;

/** The feed's body may be cut to size, so an event only says that there is something to read. */
export function onEvents(events) {
  const mine = events.filter((event) => event.incident.id === state.route.id);
  if (mine.length > 0) {
    say(`This incident: ${EVENTS[mine[mine.length - 1].type] ?? "changed"}.`);
    clearTimeout(timer);
    timer = setTimeout(() => state.route.screen === "incident" && reload(), AFTER_EVENT_MILLIS);
  }
}

export function view() {
  return html`<p class="way-back"><a href="/" @click=${back}>‹ Incidents</a></p>
    ${failure ? html`<p class="notice bad" role="alert">${failure}</p>` : nothing}
    ${incident === null ? (failure ? nothing : html`<div class="list-area" aria-busy="true"></div>`) : whole()}`;
}

function back(event) {
  if (cameFromPage() && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    event.stopPropagation();
    history.back();
  }
}

function whole() {
  const taken = (changed) => {
    incident = changed;
    update();
  };
  return html`<article class="incident-page">
    <header class="incident-head">
      <h1><span class="server">${name(incident.backEnd)}</span> ${name(causeOf(incident.cause).short)}</h1>
      ${stateBadge(incident.state)}
    </header>
    <p class="lead" id="sentence">${sentence(incident)}</p>
    ${acknowledgement(incident, taken)} ${hops(incident)}
    <div class="columns">
      <div>${reasons(incident)} ${fix(incident)}</div>
      <div>${blastRadius(incident)} ${timeline(incident.timeline ?? [])}</div>
    </div>
    <section aria-labelledby="evidence-title">
      <h2 id="evidence-title">Evidence <span class="hint">(${incident.evidence.length} records)</span></h2>
      ${evidenceList(incident.evidence, "all")}
    </section>
  </article>`;
}
