// SPDX-License-Identifier: Apache-2.0
// The top of every screen: where one is, how many of what, how fresh, and the switches.
import { html, nothing } from "../lit.js";
import { clock, number, zone } from "../format.js";
import { WAYS } from "../screens.js";
import { hasToken } from "../session.js";
import { nextTheme, settings, switchUtc } from "../settings.js";
import { state, update } from "../state.js";

export function header({ onSignIn, onSignOut }) {
  const asked = state.signIn.needed;
  return html`<header class="top">
    <div class="bar">
      <a class="brand" href="/">hop444<span class="unseen"> start</span></a>
      ${asked ? nothing : navigation()}
      <div class="switches">
        ${asked ? nothing : freshness()}
        <button type="button" class="quiet" id="zone" @click=${act(switchUtc)} title=${`Times are shown in ${zone()}; switch between local time and UTC`}>
          <span class="about">Times: </span>${settings.utc ? "UTC" : "local"}
        </button>
        <button type="button" class="quiet" id="theme" @click=${act(nextTheme)}><span class="about">Theme: </span>${settings.theme}</button>
        ${asked ? nothing : html`<button type="button" class="quiet" @click=${act(() => (state.helpOpen = true))}>Help</button>`}
        ${account(asked, onSignIn, onSignOut)}
      </div>
    </div>
    ${asked ? nothing : counts()}
  </header>`;
}

function act(change) {
  return () => {
    change();
    update();
  };
}

function navigation() {
  return html`<nav aria-label="Screens">
    ${WAYS.map(({ words, address, screens }, index) => html`<a href=${address} aria-keyshortcuts=${index + 1}
      aria-current=${screens.includes(state.route.screen) ? "page" : nothing}>${words}</a>`)}
  </nav>`;
}

function freshness() {
  const { phase, since } = state.live;
  if (phase === "cut") {
    return html`<span class="fresh cut"><span aria-hidden="true">■</span> Stale since ${clock(since)}</span>`;
  }
  return phase === "live"
    ? html`<span class="fresh live"><span aria-hidden="true">●</span> Live</span>`
    : html`<span class="fresh"><span aria-hidden="true">○</span> Connecting</span>`;
}

function account(asked, onSignIn, onSignOut) {
  if (asked) {
    return nothing;
  }
  return hasToken()
    ? html`<button type="button" class="quiet" id="sign-out" @click=${onSignOut}>Sign out</button>`
    : html`<button type="button" class="quiet" id="sign-in" @click=${() => onSignIn()}>Sign in</button>`;
}

function counts() {
  const known = state.status?.counts;
  const tile = (address, value, words, kind) =>
    html`<a class="tile ${value > 0 ? kind : ""}" href=${address}>
      <span class="value">${known ? number(value) : "–"}</span> <span>${words}</span>
    </a>`;
  return html`<div class="tiles">
    ${tile("/?state=OPEN", known?.open, "open", "bad")}
    ${tile("/?state=ACKNOWLEDGED", known?.acknowledged, "acknowledged", "taken")}
    ${tile("/?view=gaps", known?.openGaps, known?.openGaps === 1 ? "gap in the evidence" : "gaps in the evidence", "warn")}
    ${tile("/?view=findings", known?.findings, known?.findings === 1 ? "finding" : "findings", "")}
  </div>`;
}
