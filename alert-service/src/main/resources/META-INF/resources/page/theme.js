// SPDX-License-Identifier: Apache-2.0
// Runs before the first paint, so that a chosen theme does not flash the other one.
try {
  const chosen = localStorage.getItem("hop444.theme");
  if (chosen === "dark" || chosen === "light") {
    document.documentElement.dataset.theme = chosen;
  }
} catch {
  // Storage is refused: the system's theme it is.
}
