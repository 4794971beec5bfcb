/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.alert.domain.DeliveryOutcome;
import io.hop444.alert.notice.Attempt;
import io.hop444.alert.notice.Notice;
import io.hop444.alert.notice.NoticeKind;
import io.hop444.alert.notice.Sender;
import io.hop444.tracing.KeptSpans;
import io.hop444.tracing.Span;
import io.hop444.tracing.TraceParent;
import io.hop444.tracing.Tracing;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TracedSenderTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:05:10Z");
  private static final TraceParent STORED =
      TraceParent.parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
  private static final String BODY =
      "{\"type\":\"incident.opened\",\"data\":{\"id\":\"inc-1\",\"changedBy\":\"anna\"}}";
  private static final Notice NOTICE = Notice.of("msg_1", NoticeKind.EVENT, "inc-1", BODY);

  private final List<TraceParent> sentAs = new ArrayList<>();
  private DeliveryOutcome outcome = new DeliveryOutcome.Delivered();

  private final KeptSpans on = new KeptSpans();

  private final Sender receiver =
      new Sender() {
        @Override
        public Attempt send(Notice notice) {
          return send(notice, null);
        }

        @Override
        public Attempt send(Notice notice, TraceParent trace) {
          sentAs.add(trace);
          return new Attempt(outcome, "");
        }

        @Override
        public String preview(Notice notice) {
          return "";
        }
      };

  private AlertTracing tracing(Tracing sink) {
    return new AlertTracing(sink, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private Sender sender(Tracing sink) {
    return new TracedSender("pager", receiver, tracing(sink));
  }

  @Test
  void shouldTellEachAttemptAndLetTheReceiverGoOn() throws InterruptedException {
    outcome = DeliveryOutcome.ofStatus(503, Optional.empty());
    sender(on).send(NOTICE, STORED);
    outcome = new DeliveryOutcome.Delivered();
    sender(on).send(NOTICE, STORED);

    assertThat(on.spans()).extracting(Span::own).containsExactlyElementsOf(sentAs);
    assertThat(on.spans())
        .allSatisfy(
            span -> {
              assertThat(span.name()).isEqualTo("notify");
              assertThat(span.parent()).isEqualTo(STORED.spanId());
              assertThat(span.own().traceId()).isEqualTo(STORED.traceId());
            })
        .extracting(span -> span.own().spanId())
        .doesNotHaveDuplicates();
    assertThat(on.spans().get(0).attributes())
        .containsOnly(
            Map.entry("hop444.target", "pager"),
            Map.entry("hop444.webhook.id", "msg_1"),
            Map.entry("hop444.notice.kind", "EVENT"),
            Map.entry("hop444.delivery.reason", "SERVER_ERROR"),
            Map.entry("http.response.status_code", 503L),
            Map.entry(Span.FAILURE, "SERVER_ERROR"));
    assertThat(on.spans().get(1).attributes())
        .containsEntry("hop444.delivery.reason", "DELIVERED")
        .doesNotContainKey(Span.FAILURE);
  }

  @Test
  void shouldPassTheTraceOnWhereItTellsNoSpan() throws InterruptedException {
    TraceParent notSampled = new TraceParent(STORED.traceId(), STORED.spanId(), false);

    sender(Tracing.OFF).send(NOTICE, STORED);
    sender(on).send(NOTICE, notSampled);
    sender(on).send(NOTICE, null);

    assertThat(sentAs).containsExactly(STORED, notSampled, null);
    assertThat(on.spans()).isEmpty();
  }

  @Test
  void shouldPutItsOwnSpanBetweenOnlyWhereItTellsOne() {
    byte[] header = STORED.toBytes();

    ChangeTrace told = tracing(on).of(header);

    assertThat(told.told()).isEqualTo(STORED);
    assertThat(told.stored().traceId()).isEqualTo(STORED.traceId());
    assertThat(told.stored().spanId()).isNotEqualTo(STORED.spanId());
    assertThat(tracing(on).of(header)).isEqualTo(told);
    assertThat(tracing(Tracing.OFF).of(header).kept()).isEqualTo(STORED.toString());
    assertThat(tracing(on).of(new byte[] {'x'})).isNull();
  }
}
