/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.correlator.domain.Chronicle;
import io.hop444.correlator.domain.Chronicler;
import io.hop444.correlator.domain.Eviction;
import io.hop444.correlator.domain.Evidence;
import io.hop444.correlator.domain.ProxiedOutcome;
import io.hop444.correlator.domain.ProxiedRow;
import io.hop444.correlator.domain.Source;
import io.hop444.correlator.domain.Thresholds;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StateSizeTest {

  private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");
  private static final List<String> PROTOCOLS =
      List.of("Owa", "Ecp", "Ews", "Eas", "Mapi", "RpcHttp", "Oab", "Autodiscover", "PowerShell");

  @Test
  void shouldKeepAHealthyServerBelowTenKilobytes() {
    Random random = new Random(444);
    Chronicler chronicler = new Chronicler(Thresholds.DEFAULT);
    Chronicle chronicle = new Chronicle("mbx01");

    int largest = 0;
    for (int i = 0; i < 100_000; i++) {
      Instant at = TEN.plusMillis(i * 10L);
      String frontEnd = "cas0" + (1 + random.nextInt(4));
      String protocol = PROTOCOLS.get(random.nextInt(PROTOCOLS.size()));
      chronicler.observe(
          chronicle,
          new ProxiedRow(
              source(frontEnd, protocol, i * 700L, at),
              frontEnd,
              "mbx01",
              "mbx01.contoso.test",
              protocol,
              ProxiedOutcome.REACHED,
              null,
              false,
              "user" + random.nextInt(2000),
              "5e58f5e5-0000-4000-8000-" + i,
              "/" + protocol + "/default.aspx",
              at.minusMillis(random.nextInt(20) == 0 ? 60_000 : random.nextInt(2_000)),
              Duration.ZERO));
      if (protocol.equals("Owa") || protocol.equals("Mapi")) {
        chronicler.observe(
            chronicle,
            new Evidence.BackEndRow(
                new Source(
                    Source.Kind.BACK_END_IIS,
                    "DUB",
                    "mbx01",
                    "DUB/mbx01/inetpub/logs/LogFiles/W3SVC2/u_ex261120.log",
                    i * 300L,
                    at.truncatedTo(ChronoUnit.SECONDS),
                    ""),
                "5e58f5e5-0000-4000-8000-" + i,
                "10.0.0." + frontEnd.charAt(4),
                frontEnd,
                "/" + protocol + "/default.aspx"));
      }
      if (i % 500 == 0) {
        largest = Math.max(largest, new StateCodec(Thresholds.DEFAULT).encode(chronicle).length);
      }
    }

    assertThat(largest).isLessThan(10_240);
    assertThat(Eviction.values()).allMatch(kind -> chronicle.evictions(kind) == 0);
  }

  private static Source source(String frontEnd, String protocol, long offset, Instant at) {
    return new Source(
        Source.Kind.HTTP_PROXY,
        "DUB",
        frontEnd,
        "DUB/" + frontEnd + "/HttpProxy/" + protocol + "/HttpProxy_2026112010-1.LOG",
        offset,
        at,
        "x".repeat(1200));
  }
}
