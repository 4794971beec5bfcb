/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.routing;

import java.time.Duration;

/**
 * When an incident comes and goes, its notices are held back until it has been one way for a while.
 *
 * @param reopenings within {@code within}, from which on it flaps
 * @param hold how long its state must stay before it is told
 */
public record Flapping(int reopenings, Duration within, Duration hold) {

  /** Where the file says nothing. */
  public static final Flapping DEFAULT =
      new Flapping(3, Duration.ofHours(1), Duration.ofMinutes(10));
}
