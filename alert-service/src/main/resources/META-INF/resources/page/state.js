// SPDX-License-Identifier: Apache-2.0
// What the whole page shares, and the one way to have it drawn again.

export const state = {
  /** Where the person is; see router.js. */
  route: null,
  /** Last answer of /api/v1/status; null before the first. */
  status: null,
  /** Names of sites that have incidents. */
  sites: [],
  /** Whether the API asked for a token. */
  signIn: { needed: false, message: "" },
  /** The live feed: phase is connecting, live or cut. */
  live: { phase: "connecting", since: null, lastSign: null },
  helpOpen: false,
  /** The code of the screen could not be read. */
  loadFailed: false,
  /** Paper has no second look: what is folded on the screen stands there whole. */
  printing: false,
};

let draw = () => {};
let queued = false;

export function drawWith(callback) {
  draw = callback;
}

/** Has the page drawn with the next frame; many calls make one drawing. */
export function update() {
  if (queued) {
    return;
  }
  queued = true;
  const run = () => {
    queued = false;
    draw();
  };
  if (document.hidden) {
    setTimeout(run, 200); // No frames come while nobody looks, but the title has to change.
  } else {
    requestAnimationFrame(run);
  }
}

/** Tells people who do not see the page. */
export function say(text) {
  document.getElementById("spoken").textContent = text;
}
