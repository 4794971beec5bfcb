// SPDX-License-Identifier: Apache-2.0
// The API token: kept for this tab until it is closed, never in an address.

const KEY = "hop444.token";
let token = "";
try {
  token = sessionStorage.getItem(KEY) ?? "";
} catch {
  // Storage is refused: the token holds until the page is reloaded.
}

export function hasToken() {
  return token !== "";
}

export function keepToken(text) {
  token = text;
  try {
    sessionStorage.setItem(KEY, text);
  } catch {
    // As above.
  }
}

export function forgetToken() {
  token = "";
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // As above.
  }
}

/** The headers a call needs. */
export function authorization() {
  return token === "" ? {} : { Authorization: `Bearer ${token}` };
}
