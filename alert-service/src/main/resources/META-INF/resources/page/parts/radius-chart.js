// SPDX-License-Identifier: Apache-2.0
// How far an incident reached as time went by: two steps over one axis of time, drawn by hand, with
// the same numbers as a table for whoever does not see it.
import { html, nothing, svg } from "../lit.js";
import { clock, number, shortTime, time } from "../format.js";
import { cell, row, table } from "./table.js";

const WIDTH = 600;
const HEIGHT = 120;
const LEFT = 56;
const RIGHT = 10;
const TOP = 10;
const BOTTOM = 22;
const TABLE_ROWS = 12;

/** @param read {items: [{at, usersAffected, usersExact, failedRequests, frontEnds}]}; null or {failure} before */
export function radiusChart(read, end) {
  if (read === null || read.failure) {
    return html`<p class="hint" aria-busy=${read === null}>${read === null ? "Reading…" : read.failure}</p>`;
  }
  if (read.items.length === 0) {
    return nothing;
  }
  const samples = read.items.map((each) => ({ ...each, moment: new Date(each.at).getTime() }));
  const last = samples[samples.length - 1];
  const from = samples[0].moment;
  const to = Math.max(last.moment + 60_000, end === null ? 0 : new Date(end).getTime());
  return html`<h3>As time went by</h3>
    ${graph("People", "people", samples, from, to, ({ usersAffected }) => usersAffected)}
    ${graph("Failed requests", "requests", samples, from, to, ({ failedRequests }) => failedRequests)}
    ${numbers(samples)}`;
}

/** The next round number above: 1, 2 or 5 times a power of ten. */
function roundUp(value) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return [1, 2, 5, 10].map((each) => each * power).find((each) => each >= value);
}

function graph(words, kind, samples, from, to, of) {
  const most = roundUp(Math.max(1, ...samples.map(of)));
  const x = (moment) => LEFT + ((moment - from) / (to - from)) * (WIDTH - LEFT - RIGHT);
  const y = (value) => HEIGHT - BOTTOM - (value / most) * (HEIGHT - TOP - BOTTOM);
  const place = (value) => value.toFixed(1);
  // Steps: a number holds until the next is known.
  const steps = samples.map((each, index) => `${index === 0 ? `M${place(x(each.moment))} ${place(y(of(each)))}` : `H${place(x(each.moment))}V${place(y(of(each)))}`}`).join("");
  const line = `${steps}H${place(x(to))}`;
  const area = `${line}V${y(0)}H${place(x(from))}Z`;
  const final = of(samples[samples.length - 1]);
  const oneDay = new Date(from).toDateString() === new Date(to).toDateString();
  const at = (moment) => (oneDay ? clock(new Date(moment)).slice(0, 5) : shortTime(new Date(moment)).slice(0, -3));
  return html`<figure class="chart ${kind}">
    <figcaption>${words}: <b>${number(final)}</b></figcaption>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${words}, from ${number(of(samples[0]))} at ${at(from)} to ${number(final)} at ${at(to)}">
      ${[0, most / 2, most].filter(Number.isInteger).map((value) => svg`<path class="grid" d="M${LEFT} ${y(value)}H${WIDTH - RIGHT}"/>
        <text x=${LEFT - 6} y=${y(value) + 4} text-anchor="end">${number(value)}</text>`)}
      <path class="area" d=${area}/><path class="line" d=${line}/>
      <text x=${LEFT} y=${HEIGHT - 6}>${at(from)}</text>
      <text x=${WIDTH - RIGHT} y=${HEIGHT - 6} text-anchor="end">${at(to)}</text>
    </svg>
  </figure>`;
}

function numbers(samples) {
  const step = Math.ceil(samples.length / TABLE_ROWS);
  const shown = samples.filter((each, index) => (samples.length - 1 - index) % step === 0);
  return html`<details><summary>The numbers as a table</summary>${table({
    caption: "People and failed requests as time went by",
    columns: ["Time", "People", "Failed requests", "Front ends"],
    numbers: ["People", "Failed requests", "Front ends"],
    rows: shown.map((each) => row(html`${cell("Time", time(each.at), "when")}
      ${cell("People", html`${each.usersExact ? "" : "≈ "}${number(each.usersAffected)}`, "number")}
      ${cell("Failed requests", number(each.failedRequests), "number")} ${cell("Front ends", number(each.frontEnds), "number")}`)),
  })}</details>`;
}
