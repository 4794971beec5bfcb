/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

import java.time.Duration;
import java.util.Optional;

/** What became of one attempt to deliver. */
public sealed interface DeliveryOutcome {

  /** The receiver has it. */
  record Delivered() implements DeliveryOutcome {
    @Override
    public DeliveryReason reason() {
      return DeliveryReason.DELIVERED;
    }

    @Override
    public Optional<Duration> retryAfter() {
      return Optional.empty();
    }
  }

  /**
   * The receiver answered, and did not take it.
   *
   * @param retryAfter as the answer asked for
   */
  record Rejected(DeliveryReason reason, int status, Optional<Duration> retryAfter)
      implements DeliveryOutcome {}

  /** There was no answer. */
  record Unreachable(DeliveryReason reason) implements DeliveryOutcome {
    @Override
    public Optional<Duration> retryAfter() {
      return Optional.empty();
    }
  }

  /** How it ended. */
  DeliveryReason reason();

  /** How long the receiver wants to be left alone. */
  Optional<Duration> retryAfter();

  /** The outcome that an HTTP status means. */
  static DeliveryOutcome ofStatus(int status, Optional<Duration> retryAfter) {
    if (status >= 200 && status < 300) {
      return new Delivered();
    }
    return new Rejected(reasonOf(status), status, retryAfter);
  }

  private static DeliveryReason reasonOf(int status) {
    if (status == 410) {
      return DeliveryReason.GONE;
    }
    if (status == 429) {
      return DeliveryReason.RATE_LIMITED;
    }
    if (status >= 300 && status < 400) {
      return DeliveryReason.REDIRECTED;
    }
    return status >= 500 ? DeliveryReason.SERVER_ERROR : DeliveryReason.REFUSED;
  }
}
