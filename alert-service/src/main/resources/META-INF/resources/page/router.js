// SPDX-License-Identifier: Apache-2.0
// The address names the screen and what it shows, so that it can be reloaded, kept and sent:
// /?q=&site=&state=&cause=&backEnd=&sort=&cursor=   /?incident=ID   /?view=SCREEN
import { isScreen } from "./screens.js";

const FILTERS = ["q", "site", "state", "cause", "backEnd", "sort"];

/** The list as it is without any. */
export const NO_FILTERS = Object.fromEntries(FILTERS.map((name) => [name, ""]));

export function routeOf(search) {
  const parameters = new URLSearchParams(search);
  if (parameters.has("incident")) {
    return { screen: "incident", id: parameters.get("incident") };
  }
  const view = parameters.get("view");
  const filters = Object.fromEntries(FILTERS.map((name) => [name, parameters.get(name) ?? ""]));
  return {
    screen: isScreen(view) ? view : "incidents",
    filters,
    cursor: parameters.get("cursor") ?? "",
  };
}

/** Address of a list with these filters. */
export function listAddress(filters, cursor = "", view = "") {
  const parameters = new URLSearchParams();
  for (const [name, value] of [["view", view], ...Object.entries(filters), ["cursor", cursor]]) {
    if (value !== "") {
      parameters.set(name, value);
    }
  }
  const text = parameters.toString();
  return text === "" ? "/" : `/?${text}`;
}

export const incidentAddress = (id) => `/?incident=${encodeURIComponent(id)}`;

let onRoute = () => {};

/** @param callback gets the route now and after every change, and whether the person moved on */
export function startRouter(callback) {
  onRoute = callback;
  addEventListener("popstate", () => onRoute(routeOf(location.search), "back"));
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    const plainClick = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (!link || !plainClick || link.origin !== location.origin || link.pathname !== "/" || link.hash !== "") {
      return;
    }
    event.preventDefault();
    go(link.search === "" ? "/" : `/${link.search}`);
  });
  onRoute(routeOf(location.search), "start");
}

/** Moves on to an address of this page. */
export function go(address) {
  history.pushState({ fromPage: true }, "", address);
  onRoute(routeOf(location.search), "on");
}

/** Changes the address in place, as while a person types. */
export function replace(address) {
  history.replaceState(history.state, "", address);
  onRoute(routeOf(location.search), "replace");
}

/** Whether the browser's way back leads to this page. */
export const cameFromPage = () => history.state?.fromPage === true;
