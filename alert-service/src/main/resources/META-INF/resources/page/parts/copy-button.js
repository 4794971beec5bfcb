// SPDX-License-Identifier: Apache-2.0
// Copies text to the clipboard and says so.
import { html } from "../lit.js";
import { say, update } from "../state.js";

const SAID_FOR_MILLIS = 2_000;
let copied = "";

async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Over plain HTTP from another machine there is no clipboard but this.
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "unseen";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
}

export function copyButton(text, words, key) {
  const copy = async () => {
    const done = await toClipboard(text);
    copied = done ? key : "";
    say(done ? "Copied." : "Could not copy; select the text instead.");
    update();
    setTimeout(() => {
      copied = copied === key ? "" : copied;
      update();
    }, SAID_FOR_MILLIS);
  };
  return html`<button type="button" class="small copy" @click=${copy}>${copied === key ? "Copied ✓" : words}</button>`;
}
