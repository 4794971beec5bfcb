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

async function call(path, options) {
  let answer;
  try {
    answer = await fetch(path, {
      ...options,
      headers: { Accept: "application/json", ...authorization(), ...options.headers },
      cache: "no-store",
      credentials: "omit",
      signal: AbortSignal.timeout(ANSWER_WITHIN_MILLIS),
    });
  } catch {
    throw new Failure(0, "The service does not answer. It may be restarting; the page keeps trying.");
  }
  if (!answer.ok) {
    throw new Failure(answer.status, await reason(answer));
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

const get = (path, parameters = {}) => call(`/api/v1/${path}${query(parameters)}`, {});

export const readStatus = () => get("status");
export const readSites = () => get("sites");
export const readIncidents = (parameters) => get("incidents", parameters);
export const readIncident = (id) => get(`incidents/${encodeURIComponent(id)}`);
export const readFindings = (parameters) => get("findings", parameters);
export const readGaps = (parameters) => get("gaps", parameters);

export const acknowledge = (id, comment) =>
  call(`/api/v1/incidents/${encodeURIComponent(id)}/acknowledge`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ comment }),
  });
