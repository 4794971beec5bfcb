// SPDX-License-Identifier: Apache-2.0
// Sign-in at an OpenID Connect issuer: authorization code with PKCE (RFC 7636), as a public client.
// The service says which issuer and which client; the issuer says where its endpoints are.
import { keepToken, renewal, replaceToken, token } from "./session.js";
import { Failure } from "./api.js";

const PENDING = "hop444.pending";
const ANSWER_WITHIN_MILLIS = 15_000;
const RENEW_BEFORE_END_MILLIS = 60_000;
const SHORTEST_PAUSE_MILLIS = 5_000;

/** {issuer, clientId, scopes}; null where the service offers none. */
let offered = null;
let timer = null;

export const issuer = () => offered;

/** Without a secure context the browser has no SHA-256 for the challenge. */
export const isPossible = () => globalThis.crypto?.subtle !== undefined;

/** Asks the service; its failure means that there is only the token. */
export async function askWhoSignsIn() {
  try {
    const answer = await fetch("/page/sign-in", { cache: "no-store", credentials: "omit" });
    const { oidc } = answer.ok ? await answer.json() : {};
    offered = oidc ?? null;
  } catch {
    offered = null;
  }
}

async function endpoints() {
  const address = `${offered.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  return answerOf(await reach(address, {}));
}

async function reach(address, options) {
  try {
    return await fetch(address, {
      ...options,
      cache: "no-store",
      credentials: "omit",
      signal: AbortSignal.timeout(ANSWER_WITHIN_MILLIS),
    });
  } catch {
    throw new Failure(0, `The issuer ${offered.issuer} does not answer this page. It has to allow this page's origin (CORS).`);
  }
}

async function answerOf(response) {
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw new Failure(response.status, `The issuer refused: ${answer.error_description ?? answer.error ?? response.status}.`);
  }
  return answer;
}

const base64 = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const random = () => base64(crypto.getRandomValues(new Uint8Array(32)));

const redirect = () => `${location.origin}/`;

/** Leaves the page for the issuer's; it comes back to the present address. */
export async function goToIssuer() {
  const { authorization_endpoint: place } = await endpoints();
  const [state, verifier] = [random(), random()];
  const challenge = base64(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))));
  sessionStorage.setItem(PENDING, JSON.stringify({ state, verifier, back: location.search }));
  const address = new URL(place);
  for (const [name, value] of Object.entries({
    response_type: "code",
    client_id: offered.clientId,
    redirect_uri: redirect(),
    scope: offered.scopes,
    state,
    code_challenge: challenge,
    code_challenge_method: "S256",
  })) {
    address.searchParams.set(name, value);
  }
  location.assign(address.href);
}

/** Whether the issuer has just sent the person back. */
export function isBack() {
  const parameters = new URLSearchParams(location.search);
  return parameters.has("state") && (parameters.has("code") || parameters.has("error"));
}

/** Takes the code out of the address at once, and changes it for a token. */
export async function finishSignIn() {
  const parameters = new URLSearchParams(location.search);
  const pending = JSON.parse(sessionStorage.getItem(PENDING) ?? "null");
  sessionStorage.removeItem(PENDING);
  history.replaceState(null, "", `/${pending?.back ?? ""}`);
  if (pending === null || pending.state !== parameters.get("state")) {
    throw new Failure(0, "This sign-in was not begun in this tab. Begin again.");
  }
  if (parameters.has("error")) {
    throw new Failure(0, `The issuer refused: ${parameters.get("error_description") ?? parameters.get("error")}.`);
  }
  const given = await ask({
    grant_type: "authorization_code",
    code: parameters.get("code"),
    redirect_uri: redirect(),
    code_verifier: pending.verifier,
  });
  keepToken(given.access_token, renewalOf(given));
}

async function ask(form) {
  const { token_endpoint: place } = await endpoints();
  return answerOf(await reach(place, { method: "POST", body: new URLSearchParams({ ...form, client_id: offered.clientId }) }));
}

function renewalOf(given, before = null) {
  const refresh = given.refresh_token ?? before;
  return refresh ? { refresh, endsAt: Date.now() + 1_000 * (given.expires_in ?? 300) } : null;
}

/** Renews the token before it ends, in whichever tab is first. */
export function renewInTime(onRenewed) {
  clearTimeout(timer);
  if (offered === null || renewal() === null) {
    return;
  }
  const left = renewal().endsAt - Date.now() - RENEW_BEFORE_END_MILLIS;
  // Spread, so that of many tabs one is first and tells the others.
  const wait = Math.max(SHORTEST_PAUSE_MILLIS, left) * (0.8 + Math.random() * 0.2);
  timer = setTimeout(async () => {
    const [before, { refresh }] = [token(), renewal() ?? {}];
    try {
      const given = refresh && (await ask({ grant_type: "refresh_token", refresh_token: refresh }));
      if (given && token() === before) {
        replaceToken(given.access_token, renewalOf(given, refresh));
        onRenewed();
      }
    } catch {
      // The issuer's word is final when the token ends: the API refuses it, and the page asks anew.
    }
    renewInTime(onRenewed);
  }, wait);
}
