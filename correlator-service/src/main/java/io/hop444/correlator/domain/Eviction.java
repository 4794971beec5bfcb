/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

/** What is forgotten because a bound was reached, so that memory does not grow with time. */
public enum Eviction {
  /** The front end that was served longest ago, of more than 512 that one back end serves. */
  SERVED_FRONT_END,
  /** A protocol beyond the 32 of one back end: who was served over it is not known. */
  SERVED_PROTOCOL,
  /** The clock of a front end beyond the 128 of one back end: it counts as equal. */
  FRONT_END_CLOCK,
  /** One amid more than 512 failures of one back end that made no incident. */
  FAILURE,
  /** The front end that refused other back ends longest ago, of more than 64. */
  REFUSAL,
  /** The oldest failure of another back end, of more than are needed to find a group. */
  FAILURE_ELSEWHERE,
  /**
   * The oldest of more than 4 incidents of one back end within a day before its present one: what
   * comes later of its first hop or of other back ends is not added to it.
   */
  EARLIER_INCIDENT,
  /** The oldest of more than 16 kinds of Schannel events of front ends. */
  SCHANNEL_EVENT,
  /** Which loss of a log was told first, of more than 64 losses of one server. */
  LOSS,
  /**
   * Evidence that was settled before its five minutes, since there were more than 512 failures and
   * events or 384 answers: later records that belong before it count as they come.
   */
  RECENT_EVIDENCE,
  /** The oldest of more than 64 answers to long waits since the first failure under way. */
  LONG_WAIT,
  /** A record that came later than may be: it counted as it came. */
  LATE_RECORD,
  /**
   * The oldest of more than 20,000 failed requests that wait for their front end's row, or of as
   * many rows that wait for their request.
   */
  FIRST_HOP
}
