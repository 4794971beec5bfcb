// SPDX-License-Identifier: Apache-2.0
// Keeps the page fresh: follows the feed, reads the status, and says since when it may be stale.
import { Failure, readSites, readStatus } from "./api.js";
import { AskAgain } from "./ask-again.js";
import { FeedLink } from "./feed-link.js";
import { token } from "./session.js";
import { say, state, update } from "./state.js";

const STATUS_EVERY_MILLIS = 15_000;
const STATUS_AGAIN_MILLIS = 2_000;
const STATUS_AFTER_EVENT_MILLIS = 400;
/** A connection that is back within this time is not worth a word. */
const SHORT_CUT_MILLIS = 1_500;

let starts = 0;
let feed = null;
let cutTimer = null;
let listener = { onEvents() {}, onResync() {}, onResumed() {}, onRefused() {} };
let gathered = [];

/** The window's title tells how many are open, also to whoever looks at another one. */
const status = new AskAgain({
  ask: askForStatus,
  isWanted: () => feed !== null,
  everyMillis: STATUS_EVERY_MILLIS,
  whileHidden: true,
});

/**
 * @param callbacks onEvents([{type, incident}]), onResumed() after a break that the feed has bridged,
 *     onResync() after one it could not bridge, onRefused()
 */
export function listen(callbacks) {
  listener = callbacks;
}

/** Reads the status, then follows what comes after it. */
export async function startLive() {
  stopLive();
  const turn = ++starts;
  await askForStatus();
  while (state.status === null && !state.signIn.needed && turn === starts) {
    cut();
    await new Promise((resume) => setTimeout(resume, STATUS_AGAIN_MILLIS));
    await askForStatus();
  }
  if (state.signIn.needed || turn !== starts) {
    return;
  }
  follow(state.status.feedCursor);
  status.soon(STATUS_EVERY_MILLIS);
}

/** The answer to a token that was replaced meanwhile says nothing of the one there is now. */
function refused(used) {
  if (used === token()) {
    listener.onRefused();
  }
}

function follow(after) {
  const used = token();
  feed = new FeedLink(
    {
      onEvent: take,
      onOpen: opened,
      onSign: () => (state.live.lastSign = new Date()),
      onCut: cut,
      onRefused: () => refused(used),
    },
    used,
  );
  feed.start(after);
}

/** Goes on with the token as it is now. */
export function followAnew() {
  if (feed !== null) {
    const { lastId } = feed;
    feed.close();
    follow(lastId);
  }
}

export function stopLive() {
  feed?.close();
  feed = null;
  status.stop();
  clearTimeout(cutTimer);
  state.live = { phase: "connecting", since: null, lastSign: null };
}

export function tryNow() {
  feed?.tryNow();
}

function opened() {
  clearTimeout(cutTimer);
  const wasStale = state.live.phase === "cut";
  state.live = { phase: "live", since: null, lastSign: new Date() };
  if (wasStale) {
    say("Live again.");
    listener.onResumed();
    status.now();
  }
  update();
}

function cut() {
  if (state.live.since !== null) {
    return;
  }
  state.live.since = state.live.lastSign ?? new Date();
  cutTimer = setTimeout(() => {
    state.live.phase = "cut";
    say("Live updates stopped. What is shown may be out of date.");
    update();
  }, SHORT_CUT_MILLIS);
}

function take(event) {
  if (event.type === "feed.resync") {
    listener.onResync();
    return;
  }
  try {
    const body = JSON.parse(event.data);
    gathered.push({ type: body.type, incident: body.data });
  } catch {
    return; // Not JSON: the next reading of the list shows what it was about.
  }
  if (gathered.length === 1) {
    setTimeout(handOn, 50);
  }
}

/** Many events in a moment become one change of the page. */
function handOn() {
  const events = gathered;
  gathered = [];
  listener.onEvents(events);
  status.soon(STATUS_AFTER_EVENT_MILLIS);
}

async function askForStatus() {
  const used = token();
  try {
    const answer = await readStatus();
    if (used === token()) {
      state.status = answer;
    }
  } catch (failure) {
    if (failure instanceof Failure && failure.status === 401) {
      refused(used);
      return;
    }
    // The feed's banner tells that the service is away.
  }
  update();
}

export async function refreshSites() {
  try {
    state.sites = (await readSites()).items;
    update();
  } catch {
    // The filter takes any name; this list only helps.
  }
}
