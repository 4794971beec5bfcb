// SPDX-License-Identifier: Apache-2.0
// Sites and their servers: one cell each, by colour and shape. Few servers have room for their names;
// of many, the line above the map tells of the one that is pointed at.
import { guard, html, nothing, repeat } from "../lit.js";
import { count, duration, number, shortTime } from "../format.js";
import { name, plain } from "../plain.js";
import { address, changed, here, serverAddress } from "../screens/address.js";
import { update } from "../state.js";
import { causeOf } from "../words.js";
import { bytes } from "./bytes.js";
import { leftWords } from "./expiry.js";
import { clearFilters, siteFilter, textFilter } from "./place-filters.js";
import { SERVER_STATES, serverState } from "./server-states.js";

/** Up to this many have room for their names. */
const ROOMY = 60;
const MOST_NAMED = 5;

/** The server that is pointed at, and that which Tab comes to. */
let pointed = null;
let current = null;

const keyOf = (site, server) => `${site.site}\n${server.server}`;

export function forgetMap() {
  [pointed, current] = [null, null];
}

/** The part of the estate that the filters of the address leave. */
function shownOf(estate) {
  const q = here("q").toLowerCase();
  const states = here("state") === "" ? [] : here("state").split(",");
  return estate.sites
    .filter(({ site }) => here("site") === "" || site === here("site"))
    .map((site) => ({
      ...site,
      servers: site.servers.filter(
        (server) =>
          (states.length === 0 || states.includes(server.state)) &&
          (q === "" || server.server.includes(q) || site.site.toLowerCase().includes(q)),
      ),
    }))
    .filter(({ servers }) => servers.length > 0);
}

export function estateMap(estate) {
  const all = estate.sites.flatMap((site) => site.servers.map((server) => ({ site, server })));
  const shown = shownOf(estate);
  const cells = shown.flatMap((site) => site.servers.map((server) => ({ key: keyOf(site, server), site, server })));
  if (!cells.some(({ key }) => key === current)) {
    current = cells[0]?.key ?? null;
  }
  const roomy = cells.length <= ROOMY;
  const told = cells.find(({ key }) => key === pointed);
  return html`${summary(estate, all)}
    <div class="map-bar">${legend(all)}
    <form class="filters slim" role="search" aria-label="Servers" @submit=${(event) => event.preventDefault()}>
      ${textFilter("q", "Search", "server or site")} ${siteFilter(estate.sites.map(({ site }) => site))}
      ${clearFilters("estate", ["q", "site", "state"])}
    </form></div>
    ${roomy ? nothing : html`<p class="told" aria-hidden="true">${told ? words(told) : html`<span class="hint">Point at a server to read of it; arrow keys move, Enter opens.</span>`}</p>`}
    ${cells.length === 0
      ? html`<div class="empty"><h2>No server matches</h2><p><a href=${address("estate")}>Show all ${number(all.length)}</a></p></div>`
      : html`<div class="map ${roomy ? "roomy" : "dense"}" @keydown=${move} @focusin=${point} @pointerover=${point} @pointerleave=${leave}>
          ${repeat(shown, ({ site }) => site, (site) => block(site, roomy))}
        </div>`}`;
}

/** What a manager asks first. */
function summary(estate, all) {
  const failing = all.filter(({ server }) => server.state === "FAILING" || server.state === "ACKNOWLEDGED");
  const blind = all.filter(({ server }) => server.state === "QUIET" || server.state === "UNKNOWN");
  const of = `${count(all.length, "server", "servers")} at ${count(estate.sites.length, "site", "sites")}`;
  return html`<p class="lead summary">${failing.length === 0
      ? html`<b>No failure of port 444</b> is seen among ${of}.`
      : html`<b>${number(failing.length)} of ${of}</b> cannot be reached on port 444: ${failing.slice(0, MOST_NAMED).map(
          ({ site, server }, index) => html`${index > 0 ? ", " : nothing}<a href=${serverAddress(site.site, server.server)}>${name(server.server)}</a> <span class="hint">(${name(site.site)})</span>`,
        )}${failing.length > MOST_NAMED ? html` and <a href=${changed({ state: "FAILING,ACKNOWLEDGED" })}>${number(failing.length - MOST_NAMED)} more</a>` : nothing}.`}
    ${blind.length > 0 ? html` Of <a href=${changed({ state: "QUIET,UNKNOWN" })}>${number(blind.length)}</a> nothing can be said: no logs arrive.` : nothing}</p>`;
}

/** The meaning of the shapes, how many there are of each, and a filter. */
function legend(all) {
  const chosen = here("state") === "" ? [] : here("state").split(",");
  return html`<ul class="legend" aria-label="States">${Object.entries(SERVER_STATES).map(([key, { word, mark, says }]) => {
    const many = all.filter(({ server }) => server.state === key).length;
    const on = chosen.includes(key);
    const next = on ? chosen.filter((each) => each !== key) : [...chosen, key];
    return many === 0 && !on
      ? nothing
      : html`<li><a href=${changed({ state: next.join(",") })} aria-current=${on ? "true" : nothing} title=${says}>
          <span class="cell ${key.toLowerCase()}" aria-hidden="true"></span> <b>${number(many)}</b> ${word}</a></li>`;
  })}</ul>`;
}

function block(site, roomy) {
  const bad = site.servers.filter(({ state: each }) => each === "FAILING" || each === "ACKNOWLEDGED").length;
  return html`<section class="site ${bad > 0 ? "hit" : ""}" aria-label=${plain(site.site).slice(0, 80) || "no site"}>
    <h2><a href=${changed({ site: site.site })} tabindex=${roomy ? nothing : "-1"}>${name(site.site) || "no site"}</a> <span class="hint">${site.servers.length}</span></h2>
    <ul>${repeat(site.servers, ({ server }) => server, (server) => cell(site, server, roomy))}</ul>
  </section>`;
}

function cell(site, server, roomy) {
  const key = keyOf(site, server);
  const { word } = serverState(server.state);
  const kind = String(server.state).toLowerCase();
  return roomy
    ? html`<li><a class="tile-cell ${kind}" data-row data-key=${key} href=${serverAddress(site.site, server.server)}>
        <span class="cell ${kind}" aria-hidden="true"></span> <span class="tile-words"><b>${name(server.server)}</b> <span class="why">${reason(server)}</span></span></a></li>`
    : guard([server, key === current], () => html`<li><a class="cell ${kind}" data-row data-key=${key} tabindex=${key === current ? "0" : "-1"}
        href=${serverAddress(site.site, server.server)} aria-label=${`${name(server.server)}: ${word}`}></a></li>`);
}

/** Why the server has its state, in a few words. */
export function reason(server) {
  const { word } = serverState(server.state);
  switch (server.state) {
    case "FAILING":
    case "ACKNOWLEDGED":
      return server.causes.length > 0 ? `${word}: ${server.causes.map((cause) => causeOf(cause).short.toLowerCase()).join(", ")}` : word;
    case "QUIET":
      return `Quiet for ${duration(server.seenAt)}`;
    case "WARNING":
      return server.findings > 0 ? count(server.findings, "finding", "findings") : `Certificate: ${leftWords(server.certificateEndsAt)}`;
    case "INCOMPLETE":
      return count(server.openGaps, "gap", "gaps");
    default:
      return word;
  }
}

function words({ site, server }) {
  const { mark } = serverState(server.state);
  return html`<span class="server-state ${server.state.toLowerCase()}">${mark}</span> <b>${name(server.server)}</b> in ${name(site.site) || "no site"}:
    ${reason(server)}<span class="hint">${server.certificateEndsAt ? ` · certificate ${leftWords(server.certificateEndsAt)}` : nothing}${server.openGaps > 0 && server.state !== "INCOMPLETE" ? ` · ${count(server.openGaps, "gap", "gaps")}` : nothing}${server.readUpTo ? ` · read up to ${shortTime(new Date(server.readUpTo))}, ${bytes(server.lagBytes)} behind` : nothing}</span>`;
}

function point(event) {
  const key = event.target.closest?.("[data-key]")?.dataset.key;
  if (key !== undefined && key !== pointed) {
    pointed = key;
    if (event.type === "focusin") {
      current = key;
    }
    update();
  }
}

function leave() {
  pointed = document.activeElement?.dataset?.key ?? null;
  update();
}

const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

/** Arrows go to the neighbour, Home and End to the first and the last. */
function move(event) {
  const links = [...event.currentTarget.querySelectorAll("[data-key]")];
  const at = links.indexOf(event.target);
  if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const to =
    event.key in STEPS ? links[at + STEPS[event.key]]
    : event.key === "Home" ? links[0]
    : event.key === "End" ? links[links.length - 1]
    : event.key === "ArrowDown" ? nearest(links, at, 1)
    : event.key === "ArrowUp" ? nearest(links, at, -1)
    : null;
  if (to) {
    event.preventDefault();
    to.focus();
  }
}

/** The closest cell further down (1) or up (-1) on the screen. */
function nearest(links, at, way) {
  const middle = (link) => {
    const { left, top, width, height } = link.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2, height };
  };
  const from = middle(links[at]);
  let best = null;
  let least = Infinity;
  for (const link of links) {
    const to = middle(link);
    const down = (to.y - from.y) * way;
    const far = down + 3 * Math.abs(to.x - from.x);
    if (down > from.height / 2 && far < least) {
      [best, least] = [link, far];
    }
  }
  return best;
}
