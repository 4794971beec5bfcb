// SPDX-License-Identifier: Apache-2.0
// The way back to a list or a map as it was left: with its filters and, where it was left for this
// screen, scrolled to where it was.
import { html } from "../lit.js";
import { cameFrom, lastAddress } from "../router.js";

export function wayBack(words, screen, first) {
  const back = (event) => {
    if (cameFrom(screen) && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)) {
      event.preventDefault();
      event.stopPropagation();
      history.back();
    }
  };
  return html`<p class="way-back"><a href=${lastAddress(screen, first)} @click=${back}>‹ ${words}</a></p>`;
}
