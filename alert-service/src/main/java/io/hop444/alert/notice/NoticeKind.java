/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.notice;

/** Why a notice was written. */
public enum NoticeKind {
  /** Something happened to it. */
  EVENT(""),
  /** Nothing happened, and nobody has acknowledged. */
  REPEAT("Still open: "),
  /** The same, for the next ones to be told. */
  ESCALATION("Nobody has taken it: "),
  /** It was silenced when it began, and is not any more. */
  UNMUTED(""),
  /** Of a fire drill: nothing is wrong. */
  DRILL("DRILL, nothing is wrong: "),
  /** To see whether a target can be reached. */
  TEST("TEST, nothing is wrong: ");

  private final String prefix;

  NoticeKind(String prefix) {
    this.prefix = prefix;
  }

  /** Before the title. */
  public String prefix() {
    return prefix;
  }
}
