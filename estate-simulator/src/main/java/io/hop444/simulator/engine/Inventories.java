/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.engine;

import io.hop444.simulator.file.TimeText;
import io.hop444.simulator.inventory.InventoryText;
import io.hop444.simulator.plan.FaultKind;
import java.io.IOException;
import java.time.Instant;
import java.util.SplittableRandom;

/** Takes inventories: at the start, every six hours and soon after something changed. */
final class Inventories {

  private static final long SECOND = 1_000_000L;
  private static final long PERIOD = 6 * 3600 * SECOND;

  private final Agenda agenda;
  private final SplittableRandom random;
  private final boolean frontEndsAreStrict;

  /**
   * @param frontEndsAreStrict whether the front ends of the estate check certificates on 444
   */
  Inventories(Agenda agenda, SplittableRandom random, boolean frontEndsAreStrict) {
    this.agenda = agenda;
    this.random = random;
    this.frontEndsAreStrict = frontEndsAreStrict;
  }

  void start(ServerState server, long micros) {
    agenda.at(
        micros + random.nextLong(10 * SECOND),
        new Agenda.Task() {
          @Override
          public void run(long now) throws IOException {
            take(server, now);
            agenda.at(now + PERIOD, this);
          }
        });
  }

  void takeSoon(ServerState server, long micros) {
    agenda.at(micros + 5 * SECOND + random.nextLong(10 * SECOND), now -> take(server, now));
  }

  private void take(ServerState server, long micros) throws IOException {
    if (server.isUnexplained() || server.isDown()) {
      return;
    }
    long millis = micros / 1000;
    StringBuilder seconds = new StringBuilder(20);
    new TimeText().seconds(seconds, millis, 'T');
    String stamp = seconds.toString().replace("-", "").replace(":", "") + "Z";
    boolean strict = frontEndsAreStrict || server.has(FaultKind.FRONT_END_TRUST);
    server
        .logs()
        .inventory(
            "bindings-" + stamp + ".json",
            InventoryText.json(server.bindings(), Instant.ofEpochMilli(millis), !strict));
    if (server.server().style().netsh()) {
      server.logs().inventory("sslcert-" + stamp + ".txt", InventoryText.netsh(server.bindings()));
    }
  }
}
