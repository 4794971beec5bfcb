// SPDX-License-Identifier: Apache-2.0
// Keys that save a way. Single letters can be switched off (WCAG 2.1.4).
import { go } from "./router.js";
import { nextTheme, settings, switchUtc } from "./settings.js";
import { state, update } from "./state.js";

const rows = () => [...document.querySelectorAll("a.row-link")];

function toRow(step) {
  const links = rows();
  const at = links.indexOf(document.activeElement);
  links[at < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + step))]?.focus();
}

/** What the help shows, and what happens. */
export const KEYS = [
  { key: "?", words: "Open or close this help", run: () => (state.helpOpen = !state.helpOpen) },
  { key: "/", words: "Search incidents", run: search },
  { key: "j", words: "Next row", run: () => toRow(1) },
  { key: "k", words: "Previous row", run: () => toRow(-1) },
  { key: "n", words: "Show new incidents that wait", run: () => document.getElementById("show-new")?.click() },
  { key: "a", words: "Acknowledge the incident (moves to the form)", run: () => document.getElementById("comment")?.focus() },
  { key: "i", words: "Incidents", run: () => go("/") },
  { key: "f", words: "Findings", run: () => go("/?view=findings") },
  { key: "g", words: "Gaps", run: () => go("/?view=gaps") },
  { key: "u", words: "Local time or UTC", run: switchUtc },
  { key: "t", words: "Theme: system, light, dark", run: nextTheme },
];

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
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) {
      return;
    }
    const typing = event.target.closest?.("input, textarea, select");
    if (event.key === "Escape" && state.helpOpen) {
      state.helpOpen = false;
      update();
      return;
    }
    const known = KEYS.find((each) => each.key === event.key);
    const allowed = settings.singleKeys || event.key === "?";
    if (known && !typing && allowed && !state.signIn.needed && (!state.helpOpen || event.key === "?")) {
      event.preventDefault();
      known.run();
      update();
    }
  });
}
