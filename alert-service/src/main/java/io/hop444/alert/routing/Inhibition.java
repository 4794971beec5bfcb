/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.routing;

import java.time.Duration;
import java.util.Optional;

/**
 * When several incidents of one cause are one event, which is told once and hides them.
 *
 * @param siteWide back ends of one site
 * @param estateWide sites with at least one back end each
 * @param within time between the beginnings of the first and the last of them
 */
public record Inhibition(
    Optional<Integer> siteWide, Optional<Integer> estateWide, Duration within) {

  /** Each incident is told by itself. */
  public static final Inhibition NONE =
      new Inhibition(Optional.empty(), Optional.empty(), Duration.ofMinutes(15));

  /** Whether there is anything to look for. */
  public boolean active() {
    return siteWide.isPresent() || estateWide.isPresent();
  }
}
