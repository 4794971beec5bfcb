// SPDX-License-Identifier: Apache-2.0
// Who took the incident, or a form to take it.
import { html, nothing } from "../lit.js";
import { acknowledge } from "../api.js";
import { time } from "../format.js";
import { name } from "../plain.js";
import { hasToken } from "../session.js";
import { say, update } from "../state.js";

const LONGEST_COMMENT = 2_000;

let failure = "";
let busy = false;

export function forgetAcknowledgement() {
  failure = "";
  busy = false;
}

/** @param onTaken gets the incident as it is afterwards */
export function acknowledgement(incident, onTaken) {
  if (incident.state === "ACKNOWLEDGED") {
    return html`<p class="notice taken">Taken by <b>${name(incident.acknowledgedBy)}</b>, ${time(incident.acknowledgedAt, true)}.</p>`;
  }
  if (incident.state !== "OPEN") {
    return nothing;
  }
  const submit = async (event) => {
    event.preventDefault();
    const field = event.target.elements.comment;
    [busy, failure] = [true, ""];
    update();
    try {
      onTaken(await acknowledge(incident.id, field.value));
      say("Acknowledged.");
    } catch (problem) {
      failure = explained(problem);
    }
    busy = false;
    update();
  };
  return html`<form class="acknowledge" @submit=${submit}>
    <label for="comment">Comment <span class="hint">(optional, stands in the timeline)</span></label>
    <input id="comment" name="comment" maxlength=${LONGEST_COMMENT} autocomplete="off">
    <button type="submit" class="main" id="acknowledge" ?disabled=${busy}>Acknowledge</button>
    <p class="error" role="alert" id="acknowledge-error">${failure}</p>
  </form>`;
}

function explained(problem) {
  if (problem.status === 403) {
    return "Not allowed: your token may only read. Acknowledging needs the role responder.";
  }
  if (problem.status === 401) {
    return hasToken()
      ? "Your token is not valid any more. Sign in again."
      : "Not allowed without a token. Sign in with a token of the role responder (top right).";
  }
  return problem.status === 409 ? "Somebody was faster: it is acknowledged or resolved already." : problem.message;
}
