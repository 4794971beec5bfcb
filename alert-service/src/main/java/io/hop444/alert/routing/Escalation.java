/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.routing;

import java.time.Duration;
import java.util.List;

/**
 * Who else is told while nobody acknowledges.
 *
 * @param after time since the incident opened
 */
public record Escalation(Duration after, List<String> targets) {

  public Escalation {
    targets = List.copyOf(targets);
  }
}
