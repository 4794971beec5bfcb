/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.trace;

import io.hop444.alert.config.CheckedConfig;
import io.hop444.alert.domain.ReportedChange;
import io.hop444.tracing.LineTrace;
import io.hop444.tracing.Span;
import io.hop444.tracing.TraceParent;
import io.hop444.tracing.Tracing;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;

/** Tells spans where an endpoint is set. Thread-safe. */
@Startup
@ApplicationScoped
public class AlertTracing {

  private Tracing tracing = Tracing.OFF;
  private Clock clock;

  AlertTracing() {}

  @Inject
  AlertTracing(CheckedConfig config, MeterRegistry metrics, Clock clock) {
    this(Tracing.to("alert.tracing.endpoint", config.tracingEndpoint(), "hop444-alert"), clock);
    FunctionCounter.builder("alert.spans.sent", tracing, Tracing::sent)
        .description("Spans that the receiver of traces took")
        .register(metrics);
    FunctionCounter.builder("alert.spans.lost", tracing, Tracing::lost)
        .description("Spans that were dropped")
        .register(metrics);
  }

  /** With a sink and a clock of the caller's. */
  AlertTracing(Tracing tracing, Clock clock) {
    this.tracing = tracing;
    this.clock = clock;
  }

  @PreDestroy
  void stop() {
    tracing.close();
  }

  Clock clock() {
    return clock;
  }

  /** Whether a span of this trace is told. */
  boolean tells(TraceParent trace) {
    return trace != null && trace.sampled() && tracing.isOn();
  }

  void tell(Span span) {
    tracing.tell(span);
  }

  /**
   * The trace of a change that was read just now; null when there is none.
   *
   * @param header of its record, null when it has none
   */
  public ChangeTrace of(byte[] header) {
    TraceParent told = TraceParent.parse(header);
    if (told == null) {
      return null;
    }
    TraceParent stored =
        tells(told) ? told.with(LineTrace.spanId("store", told.traceId(), told.spanId())) : told;
    return new ChangeTrace(told, stored, clock.instant());
  }

  /** A change is in the tables, with what is to be told of it. */
  public void stored(ReportedChange change, ChangeTrace trace) {
    if (trace != null && tells(trace.told())) {
      tell(
          new Span(
              trace.stored(),
              trace.told().spanId(),
              "store",
              Span.Kind.CONSUMER,
              trace.taken(),
              clock.instant(),
              Map.of(
                  "hop444.incident.id", change.observed().key().id(),
                  "hop444.incident.version", change.observed().version(),
                  "hop444.incident.change", change.kind().name(),
                  "hop444.site", change.observed().key().site(),
                  "hop444.back_end", change.observed().key().backEnd())));
    }
  }
}
