/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.plan;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * One thing that breaks.
 *
 * @param server NetBIOS name; a front end or a back end as {@link FaultKind#place} says
 * @param from when it breaks
 * @param until when it is repaired; empty when it stays broken
 */
public record Fault(FaultKind kind, String server, Instant from, Optional<Instant> until) {

  public Fault {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(server, "server");
    if (until.isPresent() && !until.get().isAfter(from)) {
      throw new IllegalArgumentException(
          "until=%s must be after from=%s".formatted(until.get(), from));
    }
  }

  /** A fault that is repaired at {@code until}. */
  public static Fault between(FaultKind kind, String server, Instant from, Instant until) {
    return new Fault(kind, server, from, Optional.of(until));
  }

  /** A fault that stays. */
  public static Fault since(FaultKind kind, String server, Instant from) {
    return new Fault(kind, server, from, Optional.empty());
  }
}
