// SPDX-License-Identifier: Apache-2.0
// The routes as they are configured: what goes where, when, and what holds it back.
import { html, nothing } from "../lit.js";
import { listed } from "../format.js";
import { name } from "../plain.js";
import { address } from "../screens/address.js";
import { SEVERITIES } from "../words.js";
import { targetKind } from "./delivery-words.js";
import { matchWords } from "./match.js";

const UNITS = [
  [86_400, "d"],
  [3_600, "h"],
  [60, "min"],
];

/** `90 s`, `15 min`, `4 h`: as somebody wrote it. */
export function seconds(value) {
  const [of, unit] = UNITS.find(([each]) => value >= each && value % each === 0) ?? [1, "s"];
  return `${value / of} ${unit}`;
}

export function routeTree({ route, inhibit, flapping, watch, targets }) {
  return html`<section class="panel" aria-labelledby="routes-title">
      <h2 id="routes-title">Routes</h2>
      <p class="hint">What happens goes to the deepest route that fits; of routes beside each other the first that fits takes it, unless it goes on.</p>
      <ul class="routes">${node(route, true)}</ul>
    </section>
    <section class="panel" aria-labelledby="held-title"><h2 id="held-title">What is told as one, or held back</h2>
      <ul class="plain">
        ${inhibit
          ? html`<li>Incidents of one cause that begin within ${seconds(inhibit.withinSeconds)} of each other are one event${[
              inhibit.siteWide ? ` of a site from ${inhibit.siteWide} back ends on` : "",
              inhibit.estateWide ? ` of the estate from ${inhibit.estateWide} sites on` : "",
            ].filter((each) => each !== "").join(",")}.</li>`
          : html`<li>Each incident is told by itself.</li>`}
        ${flapping
          ? html`<li>What opens again ${flapping.reopenings} times within ${seconds(flapping.withinSeconds)} is told when it has stayed one way for ${seconds(flapping.holdSeconds)}.</li>`
          : html`<li>Returns are always told.</li>`}
        <li>${watch.targets.length > 0
          ? html`When a collector is quiet for ${seconds(watch.collectorQuietSeconds)}, or the correlator for ${seconds(watch.correlatorQuietSeconds)}, ${listed(watch.targets.map(name))} ${watch.targets.length === 1 ? "hears" : "hear"} of it.`
          : "Nobody is told when a collector or the correlator goes quiet."}</li>
      </ul>
    </section>
    <section class="panel" aria-labelledby="route-targets-title"><h2 id="route-targets-title">Targets</h2>
      ${targets.length === 0
        ? html`<p>None is configured: nobody is told of anything. Set <code>alert.webhook.url</code>, or name targets in the file of
            routes (<code>alert.routes-file</code>).</p>`
        : html`<ul class="entries">${targets.map((each) => html`<li><a href=${address("notifications", { part: "targets" })}><b>${name(each.name)}</b></a>
        <span>${targetKind(each.kind)}</span> <span class="hint">${name(each.host)}</span> <span class="hint">updates: ${name(each.updates)}</span>
        ${each.inbound ? html`<span class="hint">its words: ${each.inbound.length > 0 ? listed(each.inbound.map(name)) : "none"}</span>` : nothing}</li>`)}</ul>`}
    </section>`;
}

function node(route, isRoot = false) {
  return html`<li><div class="route">
      <b class="foreign">${name(route.name)}</b>
      <span>${isRoot ? "whatever fits no other route" : html`${matchWords(route.match)}${route.hours ? html`, ${hours(route.hours)}` : nothing}`}</span>
      <span aria-hidden="true">→</span>
      ${route.targets.length > 0
        ? route.targets.map((each) => html`<span class="tag">${name(each)}</span>`)
        : html`<span class="hint">nobody</span>`}
      ${route.delaySeconds > 0 ? html`<span class="hint">after ${seconds(route.delaySeconds)}</span>` : nothing}
      ${route.repeatSeconds != null ? html`<span class="hint">again every ${seconds(route.repeatSeconds)} while nobody takes it</span>` : nothing}
      ${route.escalate.map((each) => html`<span class="hint">untaken for ${seconds(each.afterSeconds)}: ${listed(each.targets.map(name))}</span>`)}
      ${route.findings.length > 0 ? html`<span class="hint">findings too: ${listed(route.findings.map((each) => SEVERITIES[each] ?? each))}</span>` : nothing}
      ${route.continues ? html`<span class="hint">and goes on to the next</span>` : nothing}
    </div>
    ${route.routes.length > 0 ? html`<ul class="routes">${route.routes.map((each) => node(each))}</ul>` : nothing}</li>`;
}

const hours = ({ zone, days, from, to }) =>
  html`${listed(days.map((day) => `${day.charAt(0)}${day.slice(1, 3).toLowerCase()}`))} ${from.slice(0, 5)} to ${to.slice(0, 5)} (${name(zone)})`;
