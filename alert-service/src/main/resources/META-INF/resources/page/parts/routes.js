// SPDX-License-Identifier: Apache-2.0
// Who is told of what: the routes, and what they would do with something.
import { html, nothing } from "../lit.js";
import { get, post } from "../api.js";
import { name } from "../plain.js";
import { update } from "../state.js";
import { CAUSES, SEVERITIES } from "../words.js";
import { deed, deedFailure, isBusy } from "./deed.js";
import { FINDINGS } from "./finding-words.js";
import { choice, siteOptions } from "./match.js";
import { Reading } from "./reading.js";
import { routeTree } from "./route-tree.js";

const routing = new Reading(() => get("routes"));
let answer = null;

async function ask(event) {
  event.preventDefault();
  const { site, server, what, severity } = event.target.elements;
  const [kind, value] = what.value.split(":");
  answer = (await deed("routes", () => post("routes/test", {
    site: site.value.trim(),
    server: server.value.trim(),
    severity: severity.value,
    [kind]: value,
  }))) ?? null;
  update();
}

function result() {
  const { targets, routes: through, mutedBy } = answer;
  return html`<div class="notice ${targets.length === 0 ? "bad" : ""}" role="status">
    ${targets.length === 0
      ? html`<b>Nobody would be told.</b>`
      : html`<b>${targets.map(name).join(", ")}</b> would be told${mutedBy ? html`, but now nobody is: <b>${name(mutedBy)}</b> keeps it quiet` : nothing}.`}
    ${through.length > 0 ? html` By the routes ${through.map((each, index) => html`${index > 0 ? ", " : nothing}<b>${name(each)}</b>`)}.` : nothing}
  </div>`;
}

function question() {
  return html`<form class="panel" aria-label="Who would be told?" @submit=${ask}>
    <h2>Who would be told?</h2>
    <div class="filters">
      <label class="field"><span>Site</span><input name="site" list="known-sites" required autocomplete="off" spellcheck="false" maxlength="255"></label>
      <label class="field"><span>Server</span><input name="server" required autocomplete="off" spellcheck="false" maxlength="255" placeholder="mbx07"></label>
      <label class="field"><span>Of</span><select name="what">
        <optgroup label="An incident">${Object.entries(CAUSES).map(([key, { short }]) => html`<option value="cause:${key}">${short}</option>`)}</optgroup>
        <optgroup label="A finding">${Object.entries(FINDINGS).map(([key, { short }]) => html`<option value="finding:${key}">${short}</option>`)}</optgroup>
      </select></label>
      ${choice("severity", "Severity", Object.entries(SEVERITIES), null)}
      <button type="submit" class="main" ?disabled=${isBusy("routes")}>Ask <span class="unseen">who would be told</span></button>
      ${siteOptions()}
    </div>
    <p class="hint">Nothing is sent.</p>
    ${deedFailure("routes")} ${answer ? result() : nothing}
  </form>`;
}

export const routes = {
  words: "Routes",
  enter: () => routing.reload(),
  view: () => routing.show((value) => html`${question()} ${routeTree(value)}`),
  forget: () => {
    routing.forget();
    answer = null;
  },
};
