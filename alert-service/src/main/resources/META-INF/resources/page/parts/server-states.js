// SPDX-License-Identifier: Apache-2.0
// How a server does, the worst first: each state by word and shape; css/estate.css gives the colour.
import { html } from "../lit.js";
import { spoken } from "../words.js";

export const SERVER_STATES = {
  FAILING: { word: "Failing", mark: "✕", says: "The second hop fails, and nobody has taken it." },
  ACKNOWLEDGED: { word: "Failing, taken", mark: "◐", says: "The second hop fails; somebody works on it." },
  QUIET: { word: "Collector quiet", mark: "‖", says: "Its collector gives no sign of life: a failure may go unseen." },
  WARNING: { word: "Warning", mark: "▲", says: "A certificate ends soon, or a recent finding warns." },
  INCOMPLETE: { word: "Gaps", mark: "◌", says: "Evidence that should exist is not collected." },
  OK: { word: "Fine", mark: "●", says: "Nothing fails, and its logs arrive." },
  UNKNOWN: { word: "Not collected", mark: "?", says: "Nothing is collected of it; other servers name it." },
};

const MARK_OF_OTHERS = "·";

export const serverState = (name) => SERVER_STATES[name] ?? { word: spoken(name), mark: MARK_OF_OTHERS, says: "" };

export function serverBadge(state) {
  const { word, mark } = serverState(state);
  return html`<span class="badge server-state ${String(state).toLowerCase()}"><span aria-hidden="true">${mark}</span> ${word}</span>`;
}
