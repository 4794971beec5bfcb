// SPDX-License-Identifier: Apache-2.0
// Ways to older and back to newer rows. The address holds the page, so the browser's way back works.
import { html, nothing } from "../lit.js";

/** @param olderAddress null on the last page */
export function pager({ shown, onFirst, newestAddress, olderAddress, words, order = "newest first" }) {
  return html`<nav class="pager" aria-label="Pages">
    <span>${shown} ${words} on this page${onFirst ? `, ${order}` : ""}</span>
    <span class="ways">
      ${onFirst
        ? nothing
        : html`<a class="button" href=${newestAddress}>« First</a>
            <button type="button" @click=${() => history.back()}>‹ Back</button>`}
      ${olderAddress ? html`<a class="button" id="older" href=${olderAddress}>Next ›</a>` : nothing}
    </span>
  </nav>`;
}
