// SPDX-License-Identifier: Apache-2.0
// Addresses of the screens that take parameters of their own: /?view=VIEW&name=value
import { go, replace } from "../router.js";

/** A parameter of the present address; empty where it is not there. */
export const here = (name) => new URLSearchParams(location.search).get(name) ?? "";

/** The address of a view; parameters that are empty are left out. */
export function address(view, parameters = {}) {
  const set = new URLSearchParams({ view });
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== "" && value != null) {
      set.set(name, value);
    }
  }
  return `/?${set}`;
}

/** The present address with some parameters changed. A page of a list does not outlive its filters. */
export function changed(change) {
  const { view, ...rest } = Object.fromEntries(new URLSearchParams(location.search));
  return address(view, { ...rest, cursor: "", ...change });
}

/** A server is told from others by its site and its name. */
export const serverAddress = (site, server) => address("server", { site, server });

/** Follows a filter: in place, so that the way back leads out of the screen. */
export const filterBy = (change) => replace(changed(change));

export const open = (change) => go(changed(change));
