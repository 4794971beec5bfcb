// SPDX-License-Identifier: Apache-2.0
// Asks who the person is: at the issuer where the service names one, else by an API token.
import { html, nothing } from "../lit.js";
import { goToIssuer, isPossible, issuer } from "../oidc.js";
import { name } from "../plain.js";
import { state, update } from "../state.js";

async function toIssuer() {
  try {
    await goToIssuer();
  } catch (problem) {
    state.signIn.message = problem.message;
    update();
  }
}

export function signIn({ onToken, onCancel }) {
  const submit = (event) => {
    event.preventDefault();
    const field = event.target.elements.token;
    const token = field.value.trim();
    field.value = "";
    if (token !== "") {
      onToken(token);
    }
  };
  const { message } = state.signIn;
  return html`<form class="sign-in" @submit=${submit} autocomplete="off">
    <h1>Sign in</h1>
    ${issuer() === null ? nothing : organisation()}
    <p>The service asks for ${issuer() === null ? "an API token" : "your account or an API token"}. It is kept in the tabs
      of this browser until you sign out or close the last of them, and is sent to this service only.</p>
    <label for="token">API token</label>
    <input id="token" name="token" type="password" required autofocus autocomplete="off" spellcheck="false"
      aria-describedby=${message ? "token-error" : nothing} aria-invalid=${message ? "true" : nothing}>
    <p id="token-error" class="error" role="alert">${message}</p>
    <div class="actions">
      <button type="submit" class=${issuer() === null ? "main" : ""}>Sign in${issuer() === null ? "" : " with this token"}</button>
      <button type="button" @click=${onCancel}>Try without a token</button>
    </div>
    <p class="hint">An administrator makes tokens. The first one is in the file that
      <code>alert.admin-token-file</code> names, on the service's machine.</p>
  </form>`;
}

function organisation() {
  return isPossible()
    ? html`<div class="actions"><button type="button" class="main" id="to-issuer" @click=${toIssuer}>Sign in with
        ${name(new URL(issuer().issuer).host)}</button></div>`
    : html`<p class="notice">Signing in with ${name(new URL(issuer().issuer).host)} needs HTTPS: open this page by an address
        that begins with https://.</p>`;
}
