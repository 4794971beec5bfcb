// SPDX-License-Identifier: Apache-2.0
// Silences that keep an incident's notices back.
import { html, nothing } from "../lit.js";
import { time } from "../format.js";
import { clipped, name } from "../plain.js";
import { address } from "../screens/address.js";

/** As the service matches: a list fits when one of it does, an empty one always; * stands for any characters. */
const fits = (patterns, value) =>
  (patterns ?? []).length === 0 ||
  patterns.some((each) => new RegExp(`^${each.split("*").map(escaped).join(".*")}$`, "is").test(value));

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

export function silenced(incident, silences, now = new Date()) {
  if (incident.state === "RESOLVED") {
    return nothing;
  }
  return silences
    .filter(({ startsAt, expiresAt }) => new Date(startsAt) <= now && now < new Date(expiresAt))
    .filter(({ match }) => fits(match.site, incident.site) && fits(match.server, incident.backEnd)
      && fits(match.cause, incident.cause) && fits(match.severity, incident.severity) && fits(match.finding, ""))
    .map(({ owner, reason, expiresAt }) => html`<p class="notice" id="silenced"><b>Silenced</b> until ${time(expiresAt, true)} by
      ${name(owner)}: ${clipped(reason, "silence", 200)} <a href=${address("notifications", { part: "silences" })}>All silences</a></p>`);
}
