// SPDX-License-Identifier: Apache-2.0
// Calls of the public API. Every failure becomes a Failure whose message a person can act on.
import { authorization } from "./session.js";

const ANSWER_WITHIN_MILLIS = 15_000;

export class Failure extends Error {
  /** @param status of HTTP; 0 when there was no answer */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function ask(path, options, within = ANSWER_WITHIN_MILLIS) {
  let answer;
  try {
    answer = await fetch(path, {
      ...options,
      headers: { Accept: "application/json", ...authorization(), ...options.headers },
      cache: "no-store",
      credentials: "omit",
      signal: AbortSignal.timeout(within),
    });
  } catch {
    throw new Failure(0, "The service does not answer. It may be restarting; the page keeps trying.");
  }
  if (!answer.ok) {
    throw new Failure(answer.status, await reason(answer));
  }
  return answer;
}

async function call(path, options) {
  const answer = await ask(path, options);
  if (answer.status === 204) {
    return null;
  }
  try {
    return await answer.json();
  } catch {
    throw new Failure(0, "The answer broke off. Try again.");
  }
}

async function reason(answer) {
  try {
    const problem = await answer.json();
    return problem.detail || problem.title || `The service answered ${answer.status}.`;
  } catch {
    return `The service answered ${answer.status}.`;
  }
}

function query(parameters) {
  const text = new URLSearchParams(
    Object.entries(parameters).filter(([, value]) => value !== "" && value != null),
  ).toString();
  return text === "" ? "" : `?${text}`;
}

/** Reads; `parameters` that are empty are left out. */
export const get = (path, parameters = {}) => call(`/api/v1/${path}${query(parameters)}`, {});

/** Asks for a change. */
export const post = (path, body) =>
  call(`/api/v1/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });

export const remove = (path) => call(`/api/v1/${path}`, { method: "DELETE" });

const FILE_WITHIN_MILLIS = 120_000;

/** A whole answer as a file; one that broke off is a failure. */
export async function readFile(path, parameters) {
  const answer = await ask(`/api/v1/${path}${query(parameters)}`, { headers: { Accept: "*/*" } }, FILE_WITHIN_MILLIS);
  try {
    return await answer.blob();
  } catch {
    throw new Failure(0, "The answer broke off. Try again.");
  }
}

export const readStatus = () => get("status");
export const readSites = () => get("sites");
export const readIncidents = (parameters) => get("incidents", parameters);
export const readFindings = (parameters) => get("findings", parameters);
export const readGaps = (parameters) => get("gaps", parameters);

const incident = (id) => `incidents/${encodeURIComponent(id)}`;

export const readIncident = (id) => get(incident(id));

/** What is kept beside it: certificate, blast-radius. */
export const readOf = (id, what) => get(`${incident(id)}/${what}`);

/** @param verb as in docs/api.md; the answer is the incident as it is then */
export const act = (id, verb, body) => post(`${incident(id)}/${verb}`, body);

/** @returns how many were open; the others were taken or resolved meanwhile */
export async function acknowledgeAll(ids, comment) {
  const { items } = await post("incidents/acknowledge", { ids, comment });
  return items.filter(({ result }) => result === "ACKNOWLEDGED").length;
}
