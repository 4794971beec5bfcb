// SPDX-License-Identifier: Apache-2.0
// What happened to the incident, oldest first.
import { html, nothing } from "../lit.js";
import { number, time } from "../format.js";
import { clipped, name, withTimes } from "../plain.js";
import { state, update } from "../state.js";
import { EVENTS, SEVERITIES } from "../words.js";

const LAST = 12;
let whole = false;

/** A severity has its name of the API; a comment may follow it. */
const words = ({ type, text }) =>
  type === "incident.severity-changed" ? text.replace(/^[A-Z]+\b/, (each) => SEVERITIES[each] ?? each) : text;

/** What people write stays as they wrote it. */
const isOfAPerson = ({ by }) => by && by !== "correlator";

/** What the correlator says again and again becomes one entry, with the last time and how often. */
function gathered(entries) {
  const runs = [];
  for (const entry of entries) {
    const last = runs.at(-1);
    if (last && entry.type === "incident.updated" && last.type === entry.type && last.text === entry.text && last.by === entry.by) {
      last.times += 1;
      last.until = entry.eventAt ?? entry.at;
    } else {
      runs.push({ ...entry, times: 1, until: null });
    }
  }
  return runs;
}

export function timeline(all) {
  const entries = gathered(all);
  const hidden = whole || state.printing ? 0 : Math.max(0, entries.length - LAST);
  const unfold = () => {
    whole = true;
    update();
  };
  return html`<section aria-labelledby="timeline-title">
    <h2 id="timeline-title">Timeline</h2>
    ${hidden > 0 ? html`<button type="button" class="small" @click=${unfold}>Show ${hidden} earlier</button>` : nothing}
    <ol class="timeline">
      ${entries.slice(hidden).map(
        (entry, index) => html`<li class=${String(entry.type).replace("incident.", "")}>
          <span class="when">${time(entry.eventAt ?? entry.at)}</span>
          <b>${EVENTS[entry.type] ?? name(entry.type)}</b>
          ${entry.times > 1 ? html`<span>${number(entry.times)} times, last ${time(entry.until)}</span>` : nothing}
          ${isOfAPerson(entry) ? html`<span>by ${name(entry.by)}</span>` : nothing}
          ${entry.text ? html`<p>${(isOfAPerson(entry) ? clipped : withTimes)(words(entry), `timeline ${hidden + index} ${entry.at}`, 300)}</p>` : nothing}
        </li>`,
      )}
    </ol>
  </section>`;
}
