// SPDX-License-Identifier: Apache-2.0
// A field for a moment, in the time the page shows: local or UTC.
import { html } from "../lit.js";
import { zone } from "../format.js";
import { settings } from "../settings.js";

export function momentField(name, words) {
  return html`<label class="field"><span>${words} <span class="hint">(${zone()})</span></span>
    <input type="datetime-local" name=${name} required></label>`;
}

export function momentOf(form, name) {
  const text = form.elements[name].value;
  return new Date(settings.utc ? `${text}Z` : text);
}
