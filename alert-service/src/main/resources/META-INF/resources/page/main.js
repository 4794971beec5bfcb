// SPDX-License-Identifier: Apache-2.0
// Wires the page: address → screen, feed → screen, keys → actions, state → drawing.
import { html, nothing, render } from "./lit.js";
import { startKeys } from "./keys.js";
import { followAnew, listen, refreshSites, startLive, stopLive, tryNow } from "./live.js";
import { askWhoSignsIn, finishSignIn, isBack, renewInTime } from "./oidc.js";
import { banner } from "./parts/banner.js";
import { header } from "./parts/header.js";
import { printedFrom } from "./parts/printed-from.js";
import { help } from "./parts/help.js";
import { toastPlace } from "./parts/toasts.js";
import { startRouter } from "./router.js";
import { loadedScreens, loadOthers, loadScreen, screenOf } from "./screens.js";
import { signIn } from "./screens/sign-in.js";
import { forgetToken, hasToken, keepToken, leave, listenToTabs } from "./session.js";
import { drawWith, state, update } from "./state.js";

const DURATIONS_MOVE_EVERY_MILLIS = 10_000;

const root = document.getElementById("page");
const screen = () => screenOf(state.route.screen);
let ready = false;
let drawn = false;

function draw() {
  if (!drawn) {
    root.replaceChildren(); // What index.html shows until there is more.
    drawn = true;
  }
  const asked = state.signIn.needed;
  render(
    html`${header({ onSignIn: askForToken, onSignOut: signOut })}
      <main id="main" tabindex="-1" class=${asked ? "narrow" : state.route.screen}>
        ${asked ? signIn({ onToken: useToken, onCancel: withoutToken }) : (screen()?.view() ?? beingLoaded())}
      </main>
      ${asked ? nothing : banner()} ${toastPlace()} ${help()} ${state.printing ? printedFrom() : nothing}`,
    root,
  );
  document.title = title(asked);
}

drawWith(draw);

const beingLoaded = () =>
  state.loadFailed
    ? html`<p class="notice bad" role="alert">This screen could not be loaded; the service does not answer.
        <button type="button" @click=${enter}>Try again</button></p>`
    : html`<div class="list-area" aria-busy="true"></div>`;

function title(asked) {
  const open = state.status?.counts?.open ?? 0;
  const what = asked ? "Sign in" : (screen()?.title() ?? "");
  return `${open > 0 ? `(${open}) ` : ""}${what} · hop444`;
}

async function askForToken(message = "") {
  stopLive();
  state.signIn = { needed: true, message };
  await askWhoSignsIn();
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

function forgetAll() {
  state.status = null;
  loadedScreens().forEach((each) => each.forget());
}

function signOut() {
  leave();
  forgetAll();
  begin();
}

function refused() {
  const message = hasToken() ? "This token is not valid, or not any more." : "";
  forgetToken();
  forgetAll();
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
  keepRenewed();
  enter("start");
  loadOthers();
}

/** Opens the screen that the address names. */
async function enter(how = "on") {
  const { route } = state;
  try {
    await loadScreen(route.screen);
    state.loadFailed = false;
  } catch {
    state.loadFailed = true;
  }
  if (ready && !state.signIn.needed && state.route === route) {
    screen()?.enter(route, how);
  }
  update();
}

async function keepRenewed() {
  if (hasToken()) {
    await askWhoSignsIn();
    renewInTime(followAnew);
  }
}

listen({
  onEvents: (events) => {
    if (ready) {
      screen()?.onEvents(events);
      update();
    }
  },
  onResumed: () => ready && screen()?.resumed(),
  onResync: () => ready && screen()?.reload(),
  onRefused: refused,
});

listenToTabs({
  onToken: begin,
  onRenewed: () => {
    followAnew();
    renewInTime(followAnew);
  },
  onLeft: () => {
    forgetAll();
    begin();
  },
});

/** The browser waits for what is drawn in here, and for nothing later. */
function followPrinting() {
  const become = (printing) => {
    state.printing = printing;
    draw();
  };
  addEventListener("beforeprint", () => become(true));
  addEventListener("afterprint", () => become(false));
  matchMedia("print").addEventListener("change", ({ matches }) => become(matches));
}

async function start() {
  if (isBack()) {
    await askWhoSignsIn();
    try {
      await finishSignIn();
    } catch (problem) {
      askForToken(problem.message);
    }
  }
  startRouter((route, how) => {
    const moved = state.route !== null && how !== "replace";
    const left = state.route?.address;
    state.route = route;
    if (how !== "start") {
      enter(how);
    }
    if (moved && how === "on") {
      scrollTo(0, 0);
      document.getElementById("main")?.focus({ preventScroll: true });
    }
    if (how === "back") {
      draw(); // At once: the browser scrolls to where one was, and there has to be something there.
      document.querySelector(`#main a[href="${CSS.escape(left)}"]`)?.focus({ preventScroll: true });
    }
    update();
  });
  startKeys();
  followPrinting();
  addEventListener("online", tryNow);
  // A tab that closes tells the others' worker; one that comes back out of the browser's cache begins anew.
  addEventListener("pagehide", stopLive);
  addEventListener("pageshow", ({ persisted }) => persisted && begin());
  setInterval(update, DURATIONS_MOVE_EVERY_MILLIS);
  loadScreen(state.route.screen).catch(() => {});
  if (!state.signIn.needed) {
    await begin();
  }
}

start();
