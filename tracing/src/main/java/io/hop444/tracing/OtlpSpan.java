/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A span in the words of OpenTelemetry. */
final class OtlpSpan implements SpanData {

  private static final InstrumentationScopeInfo SCOPE = InstrumentationScopeInfo.create("hop444");

  private final Span span;
  private final Resource resource;
  private final Attributes attributes;

  OtlpSpan(Span span, Resource resource) {
    this.span = span;
    this.resource = resource;
    this.attributes = attributes(span.attributes());
  }

  private static Attributes attributes(Map<String, Object> from) {
    AttributesBuilder to = Attributes.builder();
    from.forEach(
        (name, value) -> {
          if (value instanceof Boolean truth) {
            to.put(AttributeKey.booleanKey(name), truth);
          } else if (value instanceof Number number) {
            to.put(AttributeKey.longKey(name), Long.valueOf(number.longValue()));
          } else {
            to.put(AttributeKey.stringKey(name), value.toString());
          }
        });
    return to.build();
  }

  @Override
  public String getName() {
    return span.name();
  }

  @Override
  public SpanKind getKind() {
    return switch (span.kind()) {
      case PRODUCER -> SpanKind.PRODUCER;
      case CONSUMER -> SpanKind.CONSUMER;
      case CLIENT -> SpanKind.CLIENT;
    };
  }

  @Override
  public SpanContext getSpanContext() {
    return SpanContext.create(
        span.own().traceId(),
        span.own().spanId(),
        TraceFlags.getSampled(),
        TraceState.getDefault());
  }

  @Override
  public SpanContext getParentSpanContext() {
    return span.parent() == null
        ? SpanContext.getInvalid()
        : SpanContext.createFromRemoteParent(
            span.own().traceId(), span.parent(), TraceFlags.getSampled(), TraceState.getDefault());
  }

  @Override
  public StatusData getStatus() {
    return span.attributes().containsKey(Span.FAILURE) ? StatusData.error() : StatusData.unset();
  }

  @Override
  public long getStartEpochNanos() {
    return nanos(span.start());
  }

  @Override
  public long getEndEpochNanos() {
    return nanos(span.end());
  }

  private static long nanos(Instant moment) {
    return TimeUnit.SECONDS.toNanos(moment.getEpochSecond()) + moment.getNano();
  }

  @Override
  public Attributes getAttributes() {
    return attributes;
  }

  @Override
  public int getTotalAttributeCount() {
    return attributes.size();
  }

  @Override
  public List<EventData> getEvents() {
    return List.of();
  }

  @Override
  public int getTotalRecordedEvents() {
    return 0;
  }

  @Override
  public List<LinkData> getLinks() {
    return List.of();
  }

  @Override
  public int getTotalRecordedLinks() {
    return 0;
  }

  @Override
  public boolean hasEnded() {
    return true;
  }

  @Override
  @Deprecated
  public io.opentelemetry.sdk.common.InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
    return io.opentelemetry.sdk.common.InstrumentationLibraryInfo.create(SCOPE.getName(), null);
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return SCOPE;
  }

  @Override
  public Resource getResource() {
    return resource;
  }
}
