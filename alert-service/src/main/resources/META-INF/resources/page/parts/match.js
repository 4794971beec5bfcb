// SPDX-License-Identifier: Apache-2.0
// What a silence, a maintenance window or a route is about, as words and as fields of a form.
import { html, nothing } from "../lit.js";
import { name } from "../plain.js";
import { state } from "../state.js";
import { CAUSES, SEVERITIES, causeOf } from "../words.js";
import { findingOf, FINDINGS } from "./finding-words.js";

const KINDS = {
  site: { words: "site", text: (value) => value },
  server: { words: "server", text: (value) => value },
  cause: { words: "cause", text: (value) => causeOf(value).short },
  severity: { words: "severity", text: (value) => SEVERITIES[value] ?? value },
  finding: { words: "finding", text: (value) => findingOf(value).short },
};

/** `site DUB or CORK, server mbx0*`; what names nothing is about everything. */
export function matchWords(match) {
  const told = Object.entries(KINDS).filter(([key]) => (match?.[key] ?? []).length > 0);
  return told.length === 0
    ? html`<b>everything</b>`
    : told.map(
        ([key, { words, text }], index) =>
          html`${index > 0 ? ", " : nothing}${words} ${match[key].map(
            (value, at) => html`${at > 0 ? " or " : nothing}<b>${name(text(value))}</b>`,
          )}`,
      );
}

const listOf = (text) =>
  text
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");

/** Fields of a form; `matchOf` reads them. */
export function matchFields() {
  return html`<label class="field"><span>Sites <span class="hint">(several with commas, * for any)</span></span>
      <input name="site" list="known-sites" autocomplete="off" spellcheck="false" maxlength="1000" placeholder="any"></label>
    <label class="field"><span>Servers</span>
      <input name="server" autocomplete="off" spellcheck="false" maxlength="1000" placeholder="any"></label>
    ${choice("cause", "Cause", Object.entries(CAUSES).map(([key, { short }]) => [key, short]))}
    ${choice("severity", "Severity", Object.entries(SEVERITIES))}
    ${choice("finding", "Finding", Object.entries(FINDINGS).map(([key, { short }]) => [key, short]))}
    ${siteOptions()}`;
}

export const siteOptions = () => html`<datalist id="known-sites">${state.sites.map((site) => html`<option value=${site}></option>`)}</datalist>`;

export function choice(key, words, options, all = "any") {
  return html`<label class="field"><span>${words}</span>
    <select name=${key}>
      ${all === null ? nothing : html`<option value="">${all}</option>`}
      ${options.map(([value, word]) => html`<option value=${value}>${word}</option>`)}
    </select></label>`;
}

/** What the fields of a form say, as the API takes it. */
export function matchOf(form) {
  const { site, server, cause, severity, finding } = form.elements;
  const match = { site: listOf(site.value), server: listOf(server.value) };
  for (const field of [cause, severity, finding]) {
    match[field.name] = field.value === "" ? [] : [field.value];
  }
  return match;
}
