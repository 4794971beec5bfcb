// SPDX-License-Identifier: Apache-2.0
// What a person chose, kept in this browser.

export function readChoice(name, fallback) {
  try {
    return localStorage.getItem(`hop444.${name}`) ?? fallback;
  } catch {
    return fallback;
  }
}

export function writeChoice(name, value) {
  try {
    localStorage.setItem(`hop444.${name}`, value);
  } catch {
    // Storage is refused: the choice holds until the page is closed.
  }
}

const THEMES = ["system", "light", "dark"];

export const settings = {
  theme: readChoice("theme", "system"),
  utc: readChoice("utc", "false") === "true",
  singleKeys: readChoice("singleKeys", "true") === "true",
};

export function nextTheme() {
  settings.theme = THEMES[(THEMES.indexOf(settings.theme) + 1) % THEMES.length];
  writeChoice("theme", settings.theme);
  if (settings.theme === "system") {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = settings.theme;
  }
}

export function switchUtc() {
  settings.utc = !settings.utc;
  writeChoice("utc", String(settings.utc));
}

export function switchSingleKeys() {
  settings.singleKeys = !settings.singleKeys;
  writeChoice("singleKeys", String(settings.singleKeys));
}
