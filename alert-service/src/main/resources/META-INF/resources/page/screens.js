// SPDX-License-Identifier: Apache-2.0
// The screens and the ways to them. This is the one place to add a screen; it is a module that exports
//   title()             for the window
//   enter(route, how)   the address names it now; how is "start", "on", "back" or "replace"
//   view()              what to draw, from what it has read
//   reload()            reads everything again: what is shown may have holes
//   resumed()           a break of the feed was bridged
//   onEvents(events)    [{type, incident}] of the feed
//   forget()            somebody signed out
//   keys                optional: [{key, words, run}], good while the screen is shown; see keys.js
const LOADERS = {
  incidents: () => import("./screens/incidents.js"),
  incident: () => import("./screens/incident.js"),
  estate: () => import("./screens/estate.js"),
  server: () => import("./screens/server.js"),
  findings: () => import("./screens/findings.js"),
  gaps: () => import("./screens/gaps.js"),
  notifications: () => import("./screens/notifications.js"),
  about: () => import("./screens/about.js"),
};

/** The ways that the header shows; each has a key of its own: 1, 2, 3 … */
export const WAYS = [
  { words: "Estate", address: "/?view=estate", screens: ["estate", "server"] },
  { words: "Incidents", address: "/", screens: ["incidents", "incident"] },
  { words: "Findings and gaps", address: "/?view=findings", screens: ["findings", "gaps"] },
  { words: "Notifications", address: "/?view=notifications", screens: ["notifications"] },
  { words: "About", address: "/?view=about", screens: ["about"] },
];

/** Whether `?view=name` leads to a screen. */
export const isScreen = (name) => Object.hasOwn(LOADERS, name);

const loaded = new Map();

/** The screen of this name; undefined before it is loaded. */
export const screenOf = (name) => loaded.get(name);

export const loadedScreens = () => [...loaded.values()];

export async function loadScreen(name) {
  if (!loaded.has(name)) {
    loaded.set(name, await LOADERS[name]());
  }
}

/** Has all screens at hand, so that they can still be opened while the service is away. */
export function loadOthers() {
  const soon = globalThis.requestIdleCallback ?? ((run) => setTimeout(run, 500));
  soon(() => Object.keys(LOADERS).forEach((name) => loadScreen(name).catch(() => {})));
}
