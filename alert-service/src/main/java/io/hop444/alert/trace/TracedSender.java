/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.trace;

import io.hop444.alert.domain.DeliveryOutcome;
import io.hop444.alert.notice.Attempt;
import io.hop444.alert.notice.Notice;
import io.hop444.alert.notice.Sender;
import io.hop444.tracing.Span;
import io.hop444.tracing.TraceParent;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Tells a span of each attempt to tell one target. Thread-safe. */
public final class TracedSender implements Sender {

  private final String target;
  private final Sender sender;
  private final AlertTracing tracing;

  public TracedSender(String target, Sender sender, AlertTracing tracing) {
    this.target = target;
    this.sender = sender;
    this.tracing = tracing;
  }

  @Override
  public Attempt send(Notice notice) throws InterruptedException {
    return sender.send(notice);
  }

  @Override
  public String preview(Notice notice) {
    return sender.preview(notice);
  }

  @Override
  public Attempt send(Notice notice, TraceParent trace) throws InterruptedException {
    if (!tracing.tells(trace)) {
      return sender.send(notice, trace);
    }
    Instant start = tracing.clock().instant();
    TraceParent own = trace.with(newSpanId());
    Attempt attempt = sender.send(notice, own);
    tracing.tell(
        new Span(
            own,
            trace.spanId(),
            "notify",
            Span.Kind.CLIENT,
            start,
            tracing.clock().instant(),
            attributes(notice, attempt.outcome())));
    return attempt;
  }

  private Map<String, Object> attributes(Notice notice, DeliveryOutcome outcome) {
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("hop444.target", target);
    attributes.put("hop444.webhook.id", notice.id());
    attributes.put("hop444.notice.kind", notice.kind().name());
    attributes.put("hop444.delivery.reason", outcome.reason().name());
    if (outcome instanceof DeliveryOutcome.Rejected rejected) {
      attributes.put("http.response.status_code", (long) rejected.status());
    }
    if (!(outcome instanceof DeliveryOutcome.Delivered)) {
      attributes.put(Span.FAILURE, outcome.reason().name());
    }
    return attributes;
  }

  /** Another one for each attempt; zero is no id. */
  private static String newSpanId() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
  }
}
