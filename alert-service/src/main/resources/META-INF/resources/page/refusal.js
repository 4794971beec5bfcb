// SPDX-License-Identifier: Apache-2.0
// Why the service refused something, as a sentence that says what is needed.
import { hasToken } from "./session.js";

/** @param failure see api.js */
export function refusal({ status, message }) {
  if ((status === 401 || status === 403) && !hasToken()) {
    return "Not allowed without a token. Sign in with a token (top right).";
  }
  if (status === 401) {
    return "Your token is not valid any more. Sign in again.";
  }
  return status === 403 ? `Not allowed: ${message}${message.endsWith(".") ? "" : "."}` : message;
}
