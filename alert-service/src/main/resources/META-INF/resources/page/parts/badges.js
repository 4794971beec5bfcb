// SPDX-License-Identifier: Apache-2.0
// State and confidence: each by shape and word, not by colour alone.
import { html } from "../lit.js";
import { CONFIDENCES, SEVERITIES, stateOf } from "../words.js";

export function stateBadge(state) {
  const { word, mark } = stateOf(state);
  return html`<span class="badge ${String(state).toLowerCase()}"><span aria-hidden="true">${mark}</span> ${word}</span>`;
}

export const BARS = { HIGH: "▮▮▮", MEDIUM: "▮▮▯", LOW: "▮▯▯" };

export function confidence(value) {
  return html`<span class="confidence"><span aria-hidden="true">${BARS[value] ?? ""}</span> ${CONFIDENCES[value] ?? value}</span>`;
}

export const MARKS = { OUTAGE: "■", WARNING: "▲", INFO: "○" };

export function severity(value) {
  return html`<span class="severity ${String(value).toLowerCase()}"><span aria-hidden="true">${MARKS[value] ?? ""}</span> ${SEVERITIES[value] ?? value}</span>`;
}
