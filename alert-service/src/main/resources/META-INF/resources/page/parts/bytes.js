// SPDX-License-Identifier: Apache-2.0
const UNITS = ["B", "kB", "MB", "GB", "TB"];

/** `1.5 MB`: two digits are enough to see whether it is much. */
export function bytes(value) {
  if (value == null) {
    return "–";
  }
  let [amount, unit] = [Number(value), 0];
  while (amount >= 1_000 && unit < UNITS.length - 1) {
    amount /= 1_000;
    unit += 1;
  }
  return `${amount < 10 && unit > 0 ? amount.toFixed(1) : Math.round(amount)} ${UNITS[unit]}`;
}
