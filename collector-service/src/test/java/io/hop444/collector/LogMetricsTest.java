/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.collector.file.LogState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LogMetricsTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:06:00Z");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final LogMetrics metrics = new LogMetrics(new CollectorApplication(null), registry);

  private static LogState log(String name, int waitingSeconds, Instant acknowledgedAt, Long skew) {
    return new LogState(
        "DUB",
        "mbx07",
        name,
        10,
        25,
        15,
        Duration.ofMillis(2_500),
        acknowledgedAt,
        Duration.ofSeconds(waitingSeconds),
        skew);
  }

  private Double value(String meter, String log) {
    Gauge gauge = registry.find(meter).tags("site", "DUB", "server", "mbx07", "log", log).gauge();
    return gauge == null ? null : gauge.value();
  }

  @Test
  void shouldShowHowEachLogStandsAndForgetThoseThatAreGone() {
    metrics.show(
        List.of(
            log("W3SVC1", 0, NOW.minusSeconds(7), -1_500L),
            log("W3SVC2", 0, null, null),
            log("HTTPERR", 0, NOW.plusSeconds(1), null)),
        NOW);

    assertThat(value("collector.log.offset.bytes", "W3SVC1")).isEqualTo(10);
    assertThat(value("collector.log.size.bytes", "W3SVC1")).isEqualTo(25);
    assertThat(value("collector.log.lag.bytes", "W3SVC1")).isEqualTo(15);
    assertThat(value("collector.log.lag.seconds", "W3SVC1")).isEqualTo(2.5);
    assertThat(value("collector.log.acknowledged.age.seconds", "W3SVC1")).isEqualTo(7);
    assertThat(value("collector.clock.skew.seconds", "W3SVC1")).isEqualTo(-1.5);
    assertThat(value("collector.log.acknowledged.age.seconds", "W3SVC2")).isNull();
    assertThat(value("collector.clock.skew.seconds", "W3SVC2")).isNull();
    assertThat(value("collector.log.acknowledged.age.seconds", "HTTPERR")).isZero();

    metrics.show(List.of(log("W3SVC2", 0, null, null)), NOW);

    assertThat(value("collector.log.lag.bytes", "W3SVC1")).isNull();
    assertThat(value("collector.log.lag.bytes", "W3SVC2")).isEqualTo(15);
  }

  @Test
  void shouldShowTheLogsThatAreMostBehindWhereThereAreTooMany() {
    List<LogState> logs = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      logs.add(log("HttpProxy/P" + i, i, null, null));
    }

    assertThat(LogMetrics.shown(logs, 3))
        .extracting(LogState::log)
        .containsExactly("HttpProxy/P9", "HttpProxy/P8", "HttpProxy/P7");
  }

  @Test
  void shouldHaveNoMeterThatTheDocumentationDoesNotExplain() throws Exception {
    List<String> documented =
        Pattern.compile("`(collector_[a-z_]+?)(?:_total)?`")
            .matcher(Files.readString(Path.of("../docs/metrics.md")))
            .results()
            .map(found -> found.group(1))
            .toList();

    metrics.start(null);
    metrics.stop(null);

    assertThat(registry.getMeters())
        .extracting(meter -> meter.getId().getName().replace('.', '_'))
        .hasSizeGreaterThan(40)
        .isSubsetOf(documented);
  }
}
