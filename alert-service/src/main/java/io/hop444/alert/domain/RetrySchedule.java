/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * When a delivery is tried again: exponential back-off with jitter, or later if the receiver asks
 * for it.
 *
 * @param first pause after the first attempt
 * @param longest no pause is longer, unless the receiver asks for it
 * @param giveUpAfter age of a delivery beyond which it is not tried any more
 */
public record RetrySchedule(Duration first, Duration longest, Duration giveUpAfter) {

  /** Beyond this a receiver's Retry-After is not taken at its word. */
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(6);

  /** Longest exponent that cannot overflow whatever the first pause is. */
  private static final int MAX_DOUBLINGS = 20;

  /**
   * @param attempts made so far, this one included, from 1
   * @param createdAt when the delivery was written
   * @param random in [0, 1)
   */
  public NextStep after(
      DeliveryOutcome outcome, int attempts, Instant createdAt, Instant now, double random) {
    return switch (outcome.reason()) {
      case DELIVERED -> new NextStep.Finish();
      case GONE -> new NextStep.DisableTarget();
      case RATE_LIMITED,
          REDIRECTED,
          REFUSED,
          SERVER_ERROR,
          TIMED_OUT,
          UNREACHABLE,
          TLS_FAILED,
          ADDRESS_BLOCKED -> {
        Instant next = now.plus(pause(outcome, attempts, random));
        yield next.isAfter(createdAt.plus(giveUpAfter))
            ? new NextStep.GiveUp()
            : new NextStep.RetryAt(next);
      }
    };
  }

  private Duration pause(DeliveryOutcome outcome, int attempts, double random) {
    Duration full = first.multipliedBy(1L << Math.min(attempts - 1, MAX_DOUBLINGS));
    Duration bounded = full.compareTo(longest) > 0 ? longest : full;
    // Half of it is fixed, half is drawn, so that deliveries that failed together spread.
    Duration jittered = Duration.ofMillis((long) (bounded.toMillis() * (0.5 + random / 2)));
    Duration asked = outcome.retryAfter().orElse(Duration.ZERO);
    Duration believed = asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
    return believed.compareTo(jittered) > 0 ? believed : jittered;
  }
}
