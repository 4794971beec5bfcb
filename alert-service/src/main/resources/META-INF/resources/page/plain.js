// SPDX-License-Identifier: Apache-2.0
// Text of logs is written by whoever sends a request. It is shown as text (the templates escape it),
// and what a reader could not see, or what would turn the line around, is made visible here.
import { html, nothing } from "./lit.js";
import { time } from "./format.js";
import { state, update } from "./state.js";

const UNSEEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u115f\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

function visible(character) {
  const code = character.codePointAt(0);
  if (code < 0x20) {
    return String.fromCodePoint(0x2400 + code);
  }
  return code === 0x7f ? "\u2421" : `‹U+${code.toString(16).toUpperCase().padStart(4, "0")}›`;
}

/** Several lines of foreign text. */
export function plain(text) {
  const value = String(text ?? "");
  return (value.toWellFormed?.() ?? value).replace(UNSEEN, visible);
}

const LONGEST_NAME = 80;

/** A name or another short text on one line; cut when it is longer than any real one. */
export function name(text) {
  const line = plain(text).replace(/\r\n?|\n/g, "\u240a").replace(/\t/g, "\u2409");
  return line.length > LONGEST_NAME ? `${line.slice(0, LONGEST_NAME)}…` : line;
}

const opened = new Set();

/** To hide a few characters behind a button takes more room than they do. */
const WORTH_HIDING = 1.25;

/**
 * Foreign text, clipped when long, with a button that shows all of it.
 *
 * @param key tells this text from the others on the page, also after it was drawn again
 * @param drawn what becomes of the part that is shown
 */
export function clipped(text, key, longest = 600, drawn = (part) => part) {
  const whole = plain(text);
  if (whole.length <= longest * WORTH_HIDING) {
    return html`<span class="foreign">${drawn(whole)}</span>`;
  }
  const open = state.printing || opened.has(key);
  const toggle = () => {
    open ? opened.delete(key) : opened.add(key);
    update();
  };
  const words = open ? "Show less" : `Show all ${whole.length.toLocaleString("en")} characters`;
  // On one line: a record keeps its white space.
  return html`<span class="foreign">${drawn(open ? whole : `${whole.slice(0, longest)}…`)}</span> <button
    type="button" class="small quiet" aria-expanded=${open} @click=${toggle}>${words}</button>`;
}

const MOMENT = /(\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/;

/** What the service says itself: clipped when long, with its moments in the zone that the person has chosen. */
export const withTimes = (text, key, longest) =>
  clipped(text, key, longest, (part) => part.split(MOMENT).map((each, index) => (index % 2 === 1 ? time(each) : each)));

/** Names in a row; many are cut to the first few with a button for the rest. */
export function names(list, key, most = 12) {
  const open = state.printing || opened.has(key);
  const shown = open ? list : list.slice(0, most);
  const toggle = () => {
    open ? opened.delete(key) : opened.add(key);
    update();
  };
  return html`${shown.map(name).join(", ")}${list.length > most
    ? html` <button type="button" class="small quiet" aria-expanded=${open} @click=${toggle}>
        ${open ? "fewer" : `and ${list.length - most} more`}
      </button>`
    : nothing}`;
}
