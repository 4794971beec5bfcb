// SPDX-License-Identifier: Apache-2.0
// Wires the page: address → screen, feed → screen, keys → actions, state → drawing.
import { html, nothing, render } from "./lit.js";
import { startKeys } from "./keys.js";
import { listen, refreshSites, startLive, stopLive, tryNow } from "./live.js";
import { banner } from "./parts/banner.js";
import { header } from "./parts/header.js";
import { help } from "./parts/help.js";
import { startRouter } from "./router.js";
import * as incident from "./screens/incident.js";
import * as incidents from "./screens/incidents.js";
import { findings, gaps } from "./screens/lists.js";
import { signIn } from "./screens/sign-in.js";
import { forgetToken, hasToken, keepToken } from "./session.js";
import { drawWith, state, update } from "./state.js";

const SCREENS = { incidents, incident, findings, gaps };
const DURATIONS_MOVE_EVERY_MILLIS = 10_000;

const root = document.getElementById("page");
const screen = () => SCREENS[state.route.screen];
let ready = false;

drawWith(() => {
  const asked = state.signIn.needed;
  render(
    html`${header({ onSignIn: askForToken, onSignOut: signOut })}
      <main id="main" tabindex="-1" class=${asked ? "narrow" : state.route.screen}>
        ${asked ? signIn({ onToken: useToken, onCancel: withoutToken }) : screen().view()}
      </main>
      ${asked ? nothing : banner()} ${help()}`,
    root,
  );
  document.title = title(asked);
});

function title(asked) {
  const open = state.status?.counts?.open ?? 0;
  const what = asked ? "Sign in" : screen().title();
  return `${open > 0 ? `(${open}) ` : ""}${what} · hop444`;
}

function askForToken(message = "") {
  stopLive();
  state.signIn = { needed: true, message };
  update();
}

async function useToken(token) {
  keepToken(token);
  await begin();
}

async function withoutToken() {
  forgetToken();
  await begin();
}

function signOut() {
  forgetToken();
  state.status = null;
  Object.values(SCREENS).forEach((each) => each.forget());
  begin();
}

function refused() {
  const message = hasToken() ? "This token is not valid, or not any more." : "";
  forgetToken();
  Object.values(SCREENS).forEach((each) => each.forget());
  askForToken(message);
}

/** Reads the status first: events after its cursor then come on top of whatever a screen reads. */
async function begin() {
  state.signIn = { needed: false, message: "" };
  state.status = null;
  ready = false;
  update();
  await startLive();
  if (state.signIn.needed) {
    return;
  }
  ready = true;
  refreshSites();
  screen().enter(state.route, "start");
  update();
}

listen({
  onEvents: (events) => {
    if (ready) {
      screen().onEvents(events);
      update();
    }
  },
  onResumed: () => ready && screen().resumed(),
  onResync: () => ready && screen().reload(),
  onRefused: refused,
});

startRouter((route, how) => {
  const moved = state.route !== null && how !== "replace";
  state.route = route;
  if (ready && !state.signIn.needed) {
    screen().enter(route, how);
  }
  if (moved && how === "on") {
    scrollTo(0, 0);
    document.getElementById("main")?.focus({ preventScroll: true });
  }
  update();
});

startKeys();
addEventListener("online", tryNow);
setInterval(update, DURATIONS_MOVE_EVERY_MILLIS);
begin();
