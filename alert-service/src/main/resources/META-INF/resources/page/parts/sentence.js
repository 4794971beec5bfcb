// SPDX-License-Identifier: Apache-2.0
// What is broken since when for whom, in words one can read out on the phone.
import { html } from "../lit.js";
import { count, duration, listed, number, time } from "../format.js";
import { name } from "../plain.js";
import { causeOf } from "../words.js";

const MOST_NAMES = 4;

function some(names, many) {
  return names.length > MOST_NAMES ? `${names.length} ${many}` : listed(names.map(name));
}

/** How far it is proven that it works again. */
function proof({ frontEnds, recoveredFrontEnds }) {
  const seen = frontEnds.filter((each) => recoveredFrontEnds.includes(each)).length;
  return frontEnds.length > 0 && seen === frontEnds.length
    ? "every front end that failed has been seen to succeed"
    : seen > 0
      ? `that it works again is proven for ${seen} of ${frontEnds.length} front ends`
      : "nothing proves that it works again";
}

/** A name of a cause in mid-sentence; TLS stays TLS. */
const lowered = (words) => words.replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase());

export function sentence(incident) {
  const over = incident.state === "RESOLVED";
  const ends = over
    ? incident.frontEnds
    : incident.frontEnds.filter((each) => !incident.recoveredFrontEnds.includes(each));
  const who = ends.length === 0 ? "front ends" : `${ends.length === 1 ? "front end" : ends.length > MOST_NAMES ? "" : "front ends"} ${some(ends, "front ends")}`.trim();
  const where = incident.site ? ` in ${name(incident.site)}` : "";
  const people = `${incident.usersExact ? "" : "about "}${count(incident.usersAffected, "person", "people")}`;
  const hit = incident.usersAffected > 0
    ? ` ${over ? "It hit" : "It hits"} ${people}${incident.protocols.length > 0 ? ` using ${some(incident.protocols, "protocols")}` : ""}.`
    : ` No person was seen to be hit; ${number(incident.failedRequests)} requests of probes failed.`;
  if (over && incident.resolvedBy) {
    return html`From ${time(incident.startedAt, true)} on ${who} could not reach the back end
        <b>${name(incident.backEnd)}</b>${where} on port 444. Cause: ${lowered(causeOf(incident.cause).short)}.${hit}
        <b>${name(incident.resolvedBy)}</b> resolved it by hand at ${time(incident.resolvedAt, true)}; ${proof(incident)}.`;
  }
  return over
    ? html`From ${time(incident.startedAt, true)} to ${time(incident.resolvedAt, true)}
        (${duration(incident.startedAt, incident.resolvedAt)}) ${who} could not reach the back end
        <b>${name(incident.backEnd)}</b>${where} on port 444. Cause: ${lowered(causeOf(incident.cause).short)}.${hit}
        It is over: every front end that failed has been seen to succeed.`
    : html`Since ${time(incident.startedAt, true)} (${duration(incident.startedAt)}) ${who} cannot reach the back end
        <b>${name(incident.backEnd)}</b>${where} on port 444, because ${causeOf(incident.cause).clause}.${hit}`;
}
