// SPDX-License-Identifier: Apache-2.0
// The whole estate: /?view=estate&part=servers|certificates|collectors, with filters of the servers.
import { html, nothing } from "../lit.js";
import { get } from "../api.js";
import { AskAgain } from "../ask-again.js";
import { collectors } from "../parts/collectors.js";
import { certificateCalendar } from "../parts/certificate-calendar.js";
import { estateMap, forgetMap } from "../parts/estate-map.js";
import { searchKey } from "../parts/place-filters.js";
import { Reading } from "../parts/reading.js";
import { subnav } from "../parts/subnav.js";
import { listed } from "../format.js";
import { name } from "../plain.js";
import { say, state } from "../state.js";
import { address, here } from "./address.js";

const AGAIN_MILLIS = 15_000;
const AFTER_EVENT_MILLIS = 300;

const PARTS = {
  servers: { words: "Servers", view: estateMap },
  certificates: { words: "Certificates", view: certificateCalendar },
  collectors: { words: "Collectors", view: collectors },
};

const estate = new Reading(() => get("estate"));
const again = new AskAgain({
  ask: () => estate.reload(),
  isWanted: () => state.route.screen === "estate",
  everyMillis: AGAIN_MILLIS,
});

const named = () => (Object.hasOwn(PARTS, here("part")) ? here("part") : "servers");

export const keys = [searchKey("q", "Search servers")];
export const title = () => (named() === "servers" ? "Estate" : PARTS[named()].words);

/** What is shown already needs no second reading for another filter. */
export function enter(route, how) {
  if (how !== "replace" || !estate.loaded) {
    reload();
  }
}

export const reload = () => again.now();

export const resumed = reload;

export function onEvents(events) {
  const opened = events.filter(({ type }) => type === "incident.opened" || type === "incident.reopened");
  if (opened.length > 0) {
    say(`${listed(opened.slice(0, 3).map(({ incident }) => name(incident.backEnd)))} cannot be reached on port 444.`);
  }
  again.soon(AFTER_EVENT_MILLIS);
}

export function forget() {
  again.stop();
  estate.forget();
  forgetMap();
}

export function view() {
  const links = Object.entries(PARTS).map(([name, { words }]) => ({
    address: address("estate", name === "servers" ? {} : { part: name }),
    words,
    current: name === named(),
  }));
  return html`<h1 class="unseen">${title()}</h1>
    ${subnav("Estate", links)}
    ${estate.show((value) => (value.sites.length === 0 ? empty() : html`
      ${value.truncated ? html`<p class="notice bad">There are more servers than the service shows at once.</p>` : nothing}
      ${PARTS[named()].view(value)}`))}`;
}

function empty() {
  return html`<div class="empty"><h2>No servers yet</h2>
    <p>As soon as a collector sends the first records of a server, it appears here.</p>
    <p>Nothing arrives? Look at <a href=${address("about")}>the health of all parts</a>.</p></div>`;
}
