// SPDX-License-Identifier: Apache-2.0
// Says that what is shown may be older than the truth. It lies over the page, so nothing moves.
import { html, nothing } from "../lit.js";
import { clock, zone } from "../format.js";
import { tryNow } from "../live.js";
import { state } from "../state.js";

export function banner() {
  if (state.live.phase === "cut") {
    return show(
      state.live.since,
      "Live updates are cut; the page keeps trying to come back.",
      html`<button type="button" @click=${tryNow}>Try now</button>`,
    );
  }
  const status = state.status;
  if (status && !status.databaseReachable) {
    return show(new Date(status.staleSince ?? status.now), "The service cannot reach its database.", nothing);
  }
  if (status?.staleSince) {
    return show(new Date(status.staleSince), "The service gets no records from Kafka or cannot store them.", nothing);
  }
  return nothing;
}

function show(since, why, action) {
  return html`<aside class="stale" aria-label="Freshness">
    <p><strong>Stale since ${clock(since)} ${zone(since)}.</strong> ${why} What is shown may be out of date.</p>
    ${action}
  </aside>`;
}
