/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** How long tests wait for what must happen: long enough for a small machine with other work. */
final class Patience {

  static final Duration LIMIT = Duration.ofSeconds(90);

  private Patience() {}

  static ConditionFactory await() {
    return Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(50));
  }
}
