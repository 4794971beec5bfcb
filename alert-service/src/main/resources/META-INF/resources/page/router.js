// SPDX-License-Identifier: Apache-2.0
// The address names the screen and what it shows, so that it can be reloaded, kept and sent:
// /?q=&site=&state=&cause=&backEnd=&sort=&cursor=   /?incident=ID   /?view=SCREEN
import { isScreen } from "./screens.js";

const FILTERS = ["q", "site", "state", "cause", "backEnd", "sort"];

/** The list as it is without any. */
export const NO_FILTERS = Object.fromEntries(FILTERS.map((name) => [name, ""]));

const addressOf = (search) => (search === "" ? "/" : `/${search}`);

export function routeOf(search) {
  const parameters = new URLSearchParams(search);
  if (parameters.has("incident")) {
    return { screen: "incident", address: addressOf(search), id: parameters.get("incident") };
  }
  const view = parameters.get("view");
  const filters = Object.fromEntries(FILTERS.map((name) => [name, parameters.get(name) ?? ""]));
  return {
    screen: isScreen(view) ? view : "incidents",
    address: addressOf(search),
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
/** Addresses of screens as they were left, with their filters. */
const last = new Map();

function tell(how) {
  const route = routeOf(location.search);
  last.set(route.screen, route.address);
  onRoute(route, how);
}

/** @param callback gets the route now and after every change, and whether the person moved on */
export function startRouter(callback) {
  onRoute = callback;
  addEventListener("popstate", () => tell("back"));
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    const plainClick = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (!link || !plainClick || link.origin !== location.origin || link.pathname !== "/" || link.hash !== "") {
      return;
    }
    event.preventDefault();
    go(link.search === "" ? "/" : `/${link.search}`);
  });
  tell("start");
}

/** Moves on to an address of this page. */
export function go(address) {
  history.pushState({ from: location.search }, "", address);
  tell("on");
}

/** Changes the address in place, as while a person types. */
export function replace(address) {
  history.replaceState(history.state, "", address);
  tell("replace");
}

/** Whether the browser's way back leads to a screen. */
export const cameFrom = (screen) => history.state?.from !== undefined && routeOf(history.state.from).screen === screen;

/** Where a screen was left; `first` where it was not open yet. */
export const lastAddress = (screen, first) => last.get(screen) ?? first;
