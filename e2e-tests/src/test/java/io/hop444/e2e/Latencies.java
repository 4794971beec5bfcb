/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long the evidence that was needed took to become a webhook. */
final class Latencies {

  private final List<Duration> measured = new ArrayList<>();

  /**
   * @param evidence time of the row that made the rule fire
   */
  void add(Instant evidence, WebhookReceiver.Attempt attempt) {
    measured.add(Duration.between(evidence, attempt.at()));
  }

  void print(String what) {
    if (measured.isEmpty()) {
      return;
    }
    Collections.sort(measured);
    System.out.printf(
        "[e2e] %s: n=%d p50=%d ms max=%d ms%n",
        what,
        measured.size(),
        measured.get(measured.size() / 2).toMillis(),
        measured.get(measured.size() - 1).toMillis());
  }
}
