// SPDX-License-Identifier: Apache-2.0
// Keys that save a way: those of every screen, and those a screen brings (its export `keys`).
// Single letters can be switched off (WCAG 2.1.4).
import { go } from "./router.js";
import { screenOf, WAYS } from "./screens.js";
import { nextTheme, settings, switchUtc } from "./settings.js";
import { state, update } from "./state.js";

/** What the keys for rows go through: a link or a control of each row that has one. */
const rows = () => [...document.querySelectorAll("a.row-link, [data-row]")].filter((each) => each.checkVisibility());

function toRow(step) {
  const links = rows();
  const at = links.indexOf(document.activeElement);
  links[at < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + step))]?.focus();
}

const hasRows = () => rows().length > 0;
const canWait = () => document.querySelector(".waiting") !== null;

/** Of every screen; `isGood` tells where one does nothing for want of rows. */
const KEYS = [
  { key: "?", words: "Open or close this help", run: () => (state.helpOpen = !state.helpOpen) },
  { key: "/", words: "Search incidents", run: search },
  { key: "j", words: "Next row", isGood: hasRows, run: () => toRow(1) },
  { key: "k", words: "Previous row", isGood: hasRows, run: () => toRow(-1) },
  { key: "n", words: "Show what is new and waits", isGood: canWait, run: () => document.getElementById("show-new")?.click() },
  ...WAYS.map(({ words, address }, index) => ({ key: String(index + 1), words, run: () => go(address) })),
  { key: "u", words: "Local time or UTC", run: switchUtc },
  { key: "t", words: "Theme: system, light, dark", run: nextTheme },
];

/** Good on the screen that is shown. */
export const keysOfScreen = () => screenOf(state.route.screen)?.keys ?? [];

/** Those of every screen that do something on this one, and that it has no other use for. */
export const sharedKeys = () =>
  KEYS.filter(({ key, isGood }) => (isGood?.() ?? true) && !keysOfScreen().some((own) => own.key === key));

function search() {
  const field = document.getElementById("q");
  if (field) {
    field.focus();
    field.select();
  } else {
    go("/");
    requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById("q")?.focus()));
  }
}

export function startKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || state.signIn.needed) {
      return;
    }
    // An open dialog has the keys for itself; the help closes by its own key.
    const dialog = document.querySelector("dialog[open]");
    const typing = event.target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select");
    const allowed = settings.singleKeys || event.key === "?";
    const known = [...keysOfScreen(), ...sharedKeys()].find((each) => each.key === event.key);
    if (known && !typing && allowed && (dialog === null || (dialog.id === "help" && event.key === "?"))) {
      event.preventDefault();
      known.run();
      update();
    }
  });
}
