// SPDX-License-Identifier: Apache-2.0
// When certificates in use end: what is urgent, then month by month. Servers that share a certificate
// are one entry.
import { html, nothing } from "../lit.js";
import { count, number } from "../format.js";
import { name } from "../plain.js";
import { here, serverAddress } from "../screens/address.js";
import { settings } from "../settings.js";
import { state, update } from "../state.js";
import { choiceFilter } from "./place-filters.js";
import { expiryBadge, leftWords, stepOf, STEPS } from "./expiry.js";

const MONTHS_SHOWN = 12;
const MOST_ENTRIES = 5;
const MOST_SERVERS = 3;
const unfolded = new Set();
const isOpen = (key) => state.printing || unfolded.has(key);

const portOf = ({ endpoint }) => endpoint.slice(endpoint.lastIndexOf(":") + 1);
const isOfPort = (each) => here("port") === "" || portOf(each) === here("port");

/** Entries {notAfter, subject, thumbprint, endpoints, servers} in order of their end. */
function entriesOf(estate) {
  const entries = new Map();
  for (const { site, servers } of estate.sites) {
    for (const server of servers) {
      for (const each of server.certificates.filter(isOfPort)) {
        const entry = entries.get(each.thumbprint) ?? { ...each, endpoints: new Set(), servers: new Map() };
        entry.endpoints.add(portOf(each));
        entry.servers.set(`${site}\n${server.server}`, { site, server: server.server });
        entries.set(each.thumbprint, entry);
      }
    }
  }
  return [...entries.values()].sort((one, other) => new Date(one.notAfter) - new Date(other.notAfter));
}

export function certificateCalendar(estate) {
  const entries = entriesOf(estate);
  const without = estate.sites.flatMap(({ site, servers }) =>
    servers.filter(({ certificates }) => !certificates.some(isOfPort)).map(({ server }) => ({ site, server })),
  );
  if (entries.length === 0) {
    return html`${here("port") ? filters(estate) : nothing}<div class="empty"><h2>No certificate is known</h2>
      <p>Certificates become known by inventories of the servers, or by probes of port 444
        (<code>collector.probe.targets</code>).</p></div>`;
  }
  const soon = entries.filter(({ notAfter }) => stepOf(notAfter).days <= 60);
  return html`<div class="map-bar"><ul class="legend" aria-label="How soon">${STEPS.map(({ key, word, mark }) => {
      const many = entries.filter(({ notAfter }) => stepOf(notAfter).key === key).length;
      return html`<li><span class="badge expiry ${key}"><span aria-hidden="true">${mark}</span> <b>${number(many)}</b> ${word}</span></li>`;
    })}</ul> ${filters(estate)}</div>
    ${soon.length > 0
      ? html`<section class="panel" aria-labelledby="soon-title"><h2 id="soon-title">Ends within 60 days</h2>
          <ul class="ends">${soon.slice(0, isOpen("soon") ? undefined : 12).map((each) => entryRow(each))}</ul>${more("soon", soon.length, 12)}</section>`
      : html`<p class="notice">No certificate in use ends within 60 days.</p>`}
    <h2>Month by month</h2>
    <div class="months">${monthsOf(entries).map(month)}</div>
    ${without.length > 0
      ? html`<section class="panel" aria-labelledby="no-certificate"><h2 id="no-certificate">Not known</h2>
          <p>Of ${count(without.length, "server", "servers")} no certificate is known; neither an inventory nor a probe has shown one:
            ${servers(without, "without", 12)}</p></section>`
      : nothing}`;
}

function filters(estate) {
  const ports = [...new Set(estate.sites.flatMap(({ servers }) => servers.flatMap(({ certificates }) => certificates.map(portOf))))].sort();
  return html`<form class="filters slim" role="search" aria-label="Certificates" @submit=${(event) => event.preventDefault()}>
    ${choiceFilter("port", "Port", ports.map((port) => [port, name(port)]))}</form>`;
}

function monthsOf(entries) {
  const at = (date) => (settings.utc ? [date.getUTCFullYear(), date.getUTCMonth()] : [date.getFullYear(), date.getMonth()]);
  const [year, first] = at(new Date());
  const months = Array.from({ length: MONTHS_SHOWN }, (_, index) => {
    const [of, month] = [year + Math.floor((first + index) / 12), (first + index) % 12];
    return { key: `${of}-${month}`, words: new Date(of, month, 15).toLocaleDateString("en", { month: "long", year: "numeric" }), entries: [] };
  });
  const before = { key: "before", words: "Earlier", entries: [] };
  const after = { key: "after", words: "After that", entries: [] };
  for (const entry of entries) {
    const [of, month] = at(new Date(entry.notAfter));
    const index = (of - year) * 12 + month - first;
    (index < 0 ? before : (months[index] ?? after)).entries.push(entry);
  }
  return [...(before.entries.length > 0 ? [before] : []), ...months, ...(after.entries.length > 0 ? [after] : [])];
}

function month({ key, words, entries }) {
  const open = isOpen(key);
  return html`<section class="month ${entries.length === 0 ? "none" : ""}" aria-label=${words}>
    <h3>${words} <span class="hint">${entries.length === 0 ? "none" : number(entries.length)}</span></h3>
    ${entries.length === 0
      ? nothing
      : html`<ul class="ends small">${entries.slice(0, open ? undefined : MOST_ENTRIES).map((each) => html`<li>
          <span class="day">${day(each.notAfter, key === "before" || key === "after")}</span>
          <span><span class="expiry-mark ${stepOf(each.notAfter).key}" aria-hidden="true">${stepOf(each.notAfter).mark}</span>
            <span class="unseen">${leftWords(each.notAfter)}: </span>${servers([...each.servers.values()], `${key} ${each.thumbprint}`)} <span class="hint">:${[...each.endpoints].join(", :")}</span></span></li>`)}</ul>
        ${more(key, entries.length, MOST_ENTRIES)}`}
  </section>`;
}

function day(iso, whole) {
  const zone = settings.utc ? { timeZone: "UTC" } : {};
  return new Date(iso).toLocaleDateString("en-GB", whole ? { day: "numeric", month: "short", year: "numeric", ...zone } : { day: "numeric", ...zone });
}

function entryRow(each) {
  return html`<li>${expiryBadge(each.notAfter)} <b>${day(each.notAfter, true)}</b>
    <span>${servers([...each.servers.values()], `soon ${each.thumbprint}`)}</span>
    <span class="hint">port ${[...each.endpoints].join(", ")} · ${name(each.subject)}</span></li>`;
}

function servers(list, key, most = MOST_SERVERS) {
  const open = isOpen(`servers ${key}`);
  return html`${list.slice(0, open ? undefined : most).map(
    ({ site, server }, index) => html`${index > 0 ? ", " : nothing}<a href=${serverAddress(site, server)}>${name(server)}</a>`,
  )} ${more(`servers ${key}`, list.length, most)}`;
}

function more(key, many, most) {
  if (many <= most) {
    return nothing;
  }
  const open = unfolded.has(key);
  return html`<button type="button" class="small quiet" aria-expanded=${open} @click=${() => {
    open ? unfolded.delete(key) : unfolded.add(key);
    update();
  }}>${open ? "fewer" : `and ${number(many - most)} more`}</button>`;
}
