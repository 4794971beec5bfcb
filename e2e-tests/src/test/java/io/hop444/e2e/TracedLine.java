/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.tracing.OtlpReceiver;
import io.hop444.tracing.OtlpReceiver.Received;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** The trace of a webhook, back to the line in the log that it began with. */
record TracedLine(List<Received> spans, Received last) {

  /** What may be said of anything: places, names of servers and targets, ids and outcomes. */
  private static final Set<String> ATTRIBUTES =
      Set.of(
          "error.type",
          "hop444.back_end",
          "hop444.cause",
          "hop444.delivery.reason",
          "hop444.file",
          "hop444.incident.change",
          "hop444.incident.id",
          "hop444.incident.version",
          "hop444.notice.kind",
          "hop444.offset",
          "hop444.read.delay_ms",
          "hop444.record",
          "hop444.server",
          "hop444.site",
          "hop444.target",
          "hop444.webhook.id",
          "http.response.status_code",
          "messaging.destination.name",
          "messaging.destination.partition.id",
          "messaging.kafka.offset");

  private static final Set<String> ALL = Set.of("ship", "judge", "tell", "store", "notify");

  /** Waits for the first incident's webhook, and for all of its trace. */
  static TracedLine ofIncident(WebhookReceiver webhooks, OtlpReceiver receiver) {
    return Awaitility.await("the trace of a webhook, from all services")
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(
            () -> {
              String[] trace =
                  webhooks.deliveries().stream()
                      .filter(webhook -> webhook.type().equals("incident.opened"))
                      .findFirst()
                      .orElseThrow()
                      .traceParent()
                      .split("-");
              List<Received> spans = receiver.spans(trace[1]);
              Received last =
                  spans.stream().filter(s -> s.spanId().equals(trace[2])).findFirst().orElseThrow();
              return spans.stream().map(Received::name).collect(Collectors.toSet()).containsAll(ALL)
                  ? new TracedLine(receiver.spans(), last)
                  : null;
            },
            found -> found != null);
  }

  /** One after the other, from a row that names the back end. */
  void assertToldFromTheLogOn(Path logs, String backEnd) throws IOException {
    assertThat(last.name()).isEqualTo("notify");
    assertThat(last.service()).isEqualTo("hop444-alert");
    Received store = before(last);
    assertThat(store.name()).isEqualTo("store");
    assertThat(store.service()).isEqualTo("hop444-alert");
    Received tell = before(store);
    assertThat(tell.name()).isEqualTo("tell");
    assertThat(tell.service()).isEqualTo("hop444-correlator");
    assertThat(tell.attributes()).containsEntry("hop444.incident.change", "OPENED");
    Received ship = before(tell);
    assertThat(ship.name()).isEqualTo("ship");
    assertThat(ship.service()).isEqualTo("hop444-collector");
    assertThat(ship.parent()).isEmpty();
    assertThat(spans)
        .filteredOn(span -> span.name().equals("judge") && span.parent().equals(ship.spanId()))
        .isNotEmpty();

    try (RandomAccessFile log =
        new RandomAccessFile(logs.resolve(ship.attributes().get("hop444.file")).toFile(), "r")) {
      log.seek(Long.parseLong(ship.attributes().get("hop444.offset")));
      assertThat(log.readLine()).containsIgnoringCase(backEnd);
    }
    assertThat(spans)
        .allSatisfy(span -> assertThat(span.attributes().keySet()).isSubsetOf(ATTRIBUTES));
  }

  private Received before(Received span) {
    return spans.stream()
        .filter(other -> other.traceId().equals(span.traceId()))
        .filter(other -> other.spanId().equals(span.parent()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no span before " + span + " in " + spans));
  }
}
