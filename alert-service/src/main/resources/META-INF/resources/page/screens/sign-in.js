// SPDX-License-Identifier: Apache-2.0
// Asks for the API token.
import { html, nothing } from "../lit.js";
import { state } from "../state.js";

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
    <p>The service asks for an API token. It is kept in this browser tab until you sign out or close the tab, and is
      sent to this service only.</p>
    <label for="token">API token</label>
    <input id="token" name="token" type="password" required autofocus autocomplete="off" spellcheck="false"
      aria-describedby=${message ? "token-error" : nothing} aria-invalid=${message ? "true" : nothing}>
    <p id="token-error" class="error" role="alert">${message}</p>
    <div class="actions">
      <button type="submit" class="main">Sign in</button>
      <button type="button" @click=${onCancel}>Try without a token</button>
    </div>
    <p class="hint">An administrator makes tokens. The first one is in the file that
      <code>alert.admin-token-file</code> names, on the service's machine.</p>
  </form>`;
}
