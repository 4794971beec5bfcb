/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** On the loopback address only; what leaves is read by OpenTelemetry's own types. */
class OtlpTracingTest {

  private static final String KEY = "collector.tracing.endpoint";
  private static final Instant START = Instant.parse("2026-11-20T10:00:00.123456Z");
  private static final TraceParent LINE = LineTrace.of("DUB", "cas01", "a.log", 7);

  private static Span span(String parent, Map<String, Object> attributes) {
    return new Span(
        LINE, parent, "ship", Span.Kind.PRODUCER, START, START.plusMillis(250), attributes);
  }

  @Test
  void shouldTellSpansAsTheyAre() throws IOException {
    try (OtlpReceiver receiver = new OtlpReceiver();
        Tracing tracing = Tracing.to(KEY, Optional.of(receiver.endpoint()), "hop444-collector")) {
      tracing.tell(span(null, Map.of("hop444.site", "DUB", "hop444.offset", 7L)));
      tracing.tell(span("00f067aa0ba902b7", Map.of(Span.FAILURE, "TIMED_OUT")));

      await().until(() -> tracing.sent() == 2);
      assertThat(receiver.spans())
          .containsExactly(
              new OtlpReceiver.Received(
                  "hop444-collector",
                  LINE.traceId(),
                  LINE.spanId(),
                  "",
                  "ship",
                  START,
                  START.plusMillis(250),
                  false,
                  Map.of("hop444.site", "DUB", "hop444.offset", "7")),
              new OtlpReceiver.Received(
                  "hop444-collector",
                  LINE.traceId(),
                  LINE.spanId(),
                  "00f067aa0ba902b7",
                  "ship",
                  START,
                  START.plusMillis(250),
                  true,
                  Map.of(Span.FAILURE, "TIMED_OUT")));
      assertThat(tracing.lost()).isZero();
    }
  }

  @Test
  void shouldDeliverWhatWaitsWhenItEnds() throws IOException {
    try (OtlpReceiver receiver = new OtlpReceiver()) {
      Tracing tracing = Tracing.to(KEY, Optional.of(receiver.endpoint()), "hop444-alert");
      tracing.tell(span(null, Map.of()));

      tracing.close();

      assertThat(receiver.spans()).hasSize(1);
    }
  }

  @Test
  void shouldNeverMakeAnybodyWaitAndCountWhatIsLost() throws IOException {
    int port = freePort();
    try (Tracing tracing =
        Tracing.to(KEY, Optional.of("http://127.0.0.1:" + port), "hop444-correlator")) {
      long before = System.nanoTime();
      for (int i = 0; i < 20_000; i++) {
        tracing.tell(span(null, Map.of()));
      }
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
      assertThat(tracing.lost()).isGreaterThan(10_000);

      try (OtlpReceiver receiver = new OtlpReceiver(port)) {
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> tracing.sent() + tracing.lost() == 20_000);
        tracing.tell(span("00f067aa0ba902b7", Map.of()));

        await().until(() -> receiver.spans().stream().anyMatch(span -> !span.parent().isEmpty()));
      }
    }
  }

  @Test
  void shouldDoNothingWithoutAnAddress() {
    Tracing off = Tracing.to(KEY, Optional.empty(), "hop444-alert");

    assertThat(off.isOn()).isFalse();
    assertThat(off).isSameAs(Tracing.OFF);
  }

  @Test
  void shouldRefuseWhatIsNoAddressWithItsKey() {
    for (String wrong :
        new String[] {"", "host:4318", "ftp://host", "http://", "http://me:secret@host", "a b"}) {
      assertThatThrownBy(() -> Tracing.address(KEY, wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(KEY)
          .hasMessageContaining("http://host:4318")
          .hasMessageNotContaining("secret");
    }
  }

  @Test
  void shouldAddThePathOnlyWhereThereIsNone() {
    assertThat(Tracing.address(KEY, "http://host:4318/")).hasToString("http://host:4318/v1/traces");
    assertThat(Tracing.address(KEY, "https://host/otlp/v1/traces"))
        .hasToString("https://host/otlp/v1/traces");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
