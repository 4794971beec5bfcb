// SPDX-License-Identifier: Apache-2.0
// What each reason of a gap means for what is known, and what to do.
import { html } from "../lit.js";

export const GAPS = {
  NOT_COLLECTED: {
    short: "Not collected",
    means: "Front ends ask this server, and its log does not come. Whether the third hop happened cannot be said.",
    act: "Is a collector running for this server, may it read the folder, and is the log switched on? See who is quiet on About.",
  },
  DELETED_UNREAD: {
    short: "Deleted unread",
    means: "A file vanished before it was read to its end. What it held is lost.",
    act: "Keep logs longer than the collector may be away, or find out what cleans the folder so early.",
  },
  TRUNCATED: {
    short: "Cut off",
    means: "A file became shorter than what was read, without a copy that could be found. Rows written in between may be lost.",
    act: "Rotate by renaming instead of truncating.",
  },
  CLEARED: {
    short: "Event log cleared",
    means: "Somebody cleared the event log, or it overwrote itself before it was read.",
    act: "Make the log larger, or find out who cleared it.",
  },
  UNREADABLE: {
    short: "Unreadable",
    means: "The log is there and cannot be read.",
    act: "Give the collector's account the right to read it; the detail says what was refused.",
  },
  UNKNOWN: {
    short: "Unknown",
    means: "Evidence is missing for a reason that the collector could not tell.",
    act: "Read the collector's own log at this time.",
  },
};

export const gapOf = (reason) =>
  GAPS[reason] ?? { short: String(reason), means: "This page does not know the reason; the detail says what happened.", act: "Read the collector's own log at this time." };

export const gapBadge = ({ open }) =>
  html`<span class="severity ${open ? "warning" : "info"}"><span aria-hidden="true">${open ? "▲" : "✓"}</span> ${open ? "Open" : "Closed"}</span>`;
