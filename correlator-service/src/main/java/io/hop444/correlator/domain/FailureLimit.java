/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How many failures that no incident accounts for are kept, for how long, and which go first. */
final class FailureLimit {

  private static final int MAX = 512;

  /** Failures that made no incident within this time make none. */
  private static final Duration KEPT = Duration.ofHours(1);

  /** Before the newest; what is older begins no incident any more. */
  private static final Duration OLD = Duration.ofMinutes(10);

  private static final int WITH_TEXT = 12;

  private FailureLimit() {}

  /** Keeps the failure in order of time; returns false when it is there already. */
  static boolean keep(List<Failure> failures, Failure failure, EvictionCounts evictions) {
    long withText = 0;
    int place = failures.size();
    for (int i = failures.size() - 1; i >= 0; i--) {
      Failure other = failures.get(i);
      if (failure.fingerprint() == other.fingerprint()) {
        return false;
      }
      if (other.source() != null) {
        withText++;
      }
      if (failure.at().isBefore(other.at())) {
        place = i;
      }
    }
    failures.add(place, withText < WITH_TEXT ? failure : failure.withoutSource());
    Instant newest = failures.get(failures.size() - 1).at();
    failures.removeIf(other -> other.at().isBefore(newest.minus(KEPT)));
    if (failures.size() > MAX) {
      // Without its first failures an outage would begin anew with each and never last.
      boolean old = failures.get(0).at().isBefore(newest.minus(OLD));
      failures.remove(old ? 0 : failures.size() / 2);
      evictions.count(Eviction.FAILURE);
    }
    return true;
  }
}
