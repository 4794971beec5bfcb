// SPDX-License-Identifier: Apache-2.0
// How long a certificate lasts, by word and shape. The steps are those of the correlator's findings.
import { html } from "../lit.js";

const DAY_MILLIS = 86_400_000;

export const STEPS = [
  { key: "expired", days: 0, word: "Expired", mark: "✕" },
  { key: "in7", days: 7, word: "Within 7 days", mark: "▲" },
  { key: "in30", days: 30, word: "Within 30 days", mark: "▲" },
  { key: "in60", days: 60, word: "Within 60 days", mark: "△" },
  { key: "later", days: Infinity, word: "Later", mark: "●" },
];

const daysLeft = (iso, now = Date.now()) => Math.floor((new Date(iso) - now) / DAY_MILLIS);

export function stepOf(iso, now = Date.now()) {
  const left = (new Date(iso) - now) / DAY_MILLIS;
  return STEPS.find(({ days }) => left <= days);
}

/** `expired 3 days ago`, `12 days left`. */
export function leftWords(iso) {
  const days = daysLeft(iso);
  const many = (number) => (number === 1 ? "1 day" : `${number.toLocaleString("en")} days`);
  return days < 0 ? `expired ${many(-days)} ago` : `${many(days)} left`;
}

export function expiryBadge(iso) {
  const { key, mark } = stepOf(iso);
  return html`<span class="badge expiry ${key}"><span aria-hidden="true">${mark}</span> ${leftWords(iso)}</span>`;
}
