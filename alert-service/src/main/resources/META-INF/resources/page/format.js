// SPDX-License-Identifier: Apache-2.0
// Times, durations and numbers.
import { html } from "./lit.js";
import { settings } from "./settings.js";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const two = (number) => String(number).padStart(2, "0");

function parts(date) {
  return settings.utc
    ? {
        year: date.getUTCFullYear(),
        month: date.getUTCMonth(),
        day: date.getUTCDate(),
        clock: `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`,
      }
    : {
        year: date.getFullYear(),
        month: date.getMonth(),
        day: date.getDate(),
        clock: `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`,
      };
}

/** Hours, minutes and seconds. */
export function clock(date) {
  return parts(date).clock;
}

/** The zone in which times are shown. */
export function zone(date = new Date()) {
  if (settings.utc) {
    return "UTC";
  }
  const minutes = -date.getTimezoneOffset();
  const ahead = Math.abs(minutes);
  return `UTC${minutes < 0 ? "−" : "+"}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`;
}

/** Day and clock, with the year where it is not this one. */
export function shortTime(date) {
  const { year, month, day, clock: at } = parts(date);
  const ofThisYear = year === parts(new Date()).year;
  return `${two(day)} ${MONTHS[month]}${ofThisYear ? "" : ` ${year}`} ${at}`;
}

/** A moment as an element of the page; a dash where there is none. */
export function time(iso, withZone = false) {
  const date = new Date(iso ?? NaN);
  if (Number.isNaN(date.getTime())) {
    return html`<span>–</span>`;
  }
  const text = withZone ? `${shortTime(date)} ${zone(date)}` : shortTime(date);
  return html`<time datetime=${iso} title=${date.toISOString()}>${text}</time>`;
}

/** How long from one moment to another, or to now, in its two largest units. */
export function duration(from, to) {
  const millis = (to ? new Date(to) : new Date()) - new Date(from);
  if (Number.isNaN(millis)) {
    return "–";
  }
  const seconds = Math.max(0, Math.round(millis / 1_000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (days > 0) {
    return `${days} d ${hours % 24} h`;
  }
  if (hours > 0) {
    return `${hours} h ${minutes % 60} min`;
  }
  return minutes > 0 ? `${minutes} min ${to ? `${seconds % 60} s` : ""}`.trim() : `${seconds} s`;
}

const grouped = new Intl.NumberFormat("en");

export function number(value) {
  return value == null ? "–" : grouped.format(Number(value));
}

/** `1 person`, `2 people`. */
export function count(value, one, many) {
  return `${number(value)} ${value === 1 ? one : many}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words) {
  return words.length < 2
    ? words.join("")
    : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;
}
