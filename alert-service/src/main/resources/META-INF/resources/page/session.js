// SPDX-License-Identifier: Apache-2.0
// The token of the person: kept in the tab until it is closed, never in an address, a cookie or on
// disk. Tabs of the same browser hand it to each other, so that one sign-in does for all of them;
// it is gone with the last of them.

const TOKEN = "hop444.token";
const RENEWAL = "hop444.renewal";

const NOBODY = { token: "", renewal: null };
let session = read();
let listener = { onToken() {}, onRenewed() {}, onLeft() {} };
const tabs = "BroadcastChannel" in globalThis ? new BroadcastChannel("hop444.session") : null;

function read() {
  try {
    return {
      token: sessionStorage.getItem(TOKEN) ?? "",
      renewal: JSON.parse(sessionStorage.getItem(RENEWAL) ?? "null"),
    };
  } catch {
    return NOBODY; // Storage is refused: the token holds until the page is reloaded.
  }
}

function set(next) {
  session = next;
  try {
    sessionStorage.setItem(TOKEN, next.token);
    sessionStorage.setItem(RENEWAL, JSON.stringify(next.renewal));
    if (next.token === "") {
      sessionStorage.removeItem(TOKEN);
      sessionStorage.removeItem(RENEWAL);
    }
  } catch {
    // As above.
  }
}

if (tabs) {
  tabs.onmessage = ({ data }) => {
    if (data.what === "ask" && hasToken()) {
      tabs.postMessage({ what: "have", session });
    } else if (data.what === "have" && !hasToken()) {
      set(data.session);
      listener.onToken();
    } else if (data.what === "renewed" && data.replaces === session.token) {
      set(data.session);
      listener.onRenewed();
    } else if (data.what === "left" && data.token === session.token && hasToken()) {
      set(NOBODY);
      listener.onLeft();
    }
  };
  if (!hasToken()) {
    tabs.postMessage({ what: "ask" });
  }
}

/** @param callbacks onToken() another tab had one; onRenewed(); onLeft() another tab signed out */
export function listenToTabs(callbacks) {
  listener = callbacks;
}

export function hasToken() {
  return session.token !== "";
}

export const token = () => session.token;

/** How an issuer's token is renewed: {refresh, endsAt}; null for tokens that are not. */
export const renewal = () => session.renewal;

/** @param renewal see renewal() */
export function keepToken(text, renewal = null) {
  set({ token: text, renewal });
  tabs?.postMessage({ what: "have", session });
}

/** The same person's next token. */
export function replaceToken(text, renewal) {
  const replaces = session.token;
  set({ token: text, renewal });
  tabs?.postMessage({ what: "renewed", session, replaces });
}

/** This tab forgets it: it is no good any more. */
export function forgetToken() {
  set(NOBODY);
}

/** All tabs forget it. */
export function leave() {
  tabs?.postMessage({ what: "left", token: session.token });
  forgetToken();
}

/** The headers a call needs. */
export function authorization() {
  return hasToken() ? { Authorization: `Bearer ${session.token}` } : {};
}
