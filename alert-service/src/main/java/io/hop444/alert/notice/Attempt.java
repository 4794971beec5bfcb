/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.notice;

import io.hop444.alert.domain.DeliveryOutcome;

/**
 * One attempt to tell.
 *
 * @param answer what the receiver said, shortened; empty when it said nothing
 */
public record Attempt(DeliveryOutcome outcome, String answer) {

  private static final int LONGEST_ANSWER = 1_000;

  public Attempt {
    answer =
        answer.length() <= LONGEST_ANSWER ? answer : answer.substring(0, LONGEST_ANSWER - 1) + "…";
    // PostgreSQL keeps no NUL.
    answer = answer.replace('\0', ' ');
  }
}
