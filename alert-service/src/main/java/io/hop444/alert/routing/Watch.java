/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.routing;

import java.time.Duration;
import java.util.List;

/**
 * Who is told when the system itself goes quiet.
 *
 * @param collectorQuiet age of a collector's last sign from which on it counts as quiet
 * @param correlatorQuiet the same for the correlator's progress while there is something to read
 */
public record Watch(List<String> targets, Duration collectorQuiet, Duration correlatorQuiet) {

  /** Nobody. */
  public static final Watch DEFAULT =
      new Watch(List.of(), Duration.ofMinutes(5), Duration.ofMinutes(5));

  public Watch {
    targets = List.copyOf(targets);
  }
}
