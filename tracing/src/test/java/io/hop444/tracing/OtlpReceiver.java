/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.tracing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** A receiver of OTLP by HTTP that reads what comes with OpenTelemetry's own types. */
public final class OtlpReceiver implements AutoCloseable {

  private final HttpServer server;
  private final List<Received> spans = new CopyOnWriteArrayList<>();

  /**
   * A span that came.
   *
   * @param parent empty where the trace begins
   */
  public record Received(
      String service,
      String traceId,
      String spanId,
      String parent,
      String name,
      Instant start,
      Instant end,
      boolean failed,
      Map<String, String> attributes) {}

  /** Listens on a free port. */
  public OtlpReceiver() throws IOException {
    this(0);
  }

  /** Listens on a port of the loopback address. */
  public OtlpReceiver(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/v1/traces", this::receive);
    server.start();
  }

  /** What a service is given as its endpoint. */
  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** All spans so far, in the order of their arrival. */
  public List<Received> spans() {
    return List.copyOf(spans);
  }

  /** Those of a trace. */
  public List<Received> spans(String traceId) {
    return spans.stream().filter(span -> span.traceId().equals(traceId)).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
      var body =
          zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody();
      for (ResourceSpans of : ExportTraceServiceRequest.parseFrom(body).getResourceSpansList()) {
        String service = attributes(of.getResource().getAttributesList()).get("service.name");
        of.getScopeSpansList().stream()
            .flatMap(scope -> scope.getSpansList().stream())
            .map(span -> received(service, span))
            .forEach(spans::add);
      }
      exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private static Received received(String service, Span span) {
    return new Received(
        service,
        HexFormat.of().formatHex(span.getTraceId().toByteArray()),
        HexFormat.of().formatHex(span.getSpanId().toByteArray()),
        HexFormat.of().formatHex(span.getParentSpanId().toByteArray()),
        span.getName(),
        instant(span.getStartTimeUnixNano()),
        instant(span.getEndTimeUnixNano()),
        span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR,
        attributes(span.getAttributesList()));
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }

  private static Map<String, String> attributes(List<KeyValue> from) {
    Map<String, String> attributes = new TreeMap<>();
    from.forEach(one -> attributes.put(one.getKey(), text(one.getValue())));
    return attributes;
  }

  private static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> Long.toString(value.getIntValue());
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      case DOUBLE_VALUE, ARRAY_VALUE, KVLIST_VALUE, BYTES_VALUE, VALUE_NOT_SET ->
          throw new AssertionError("we tell no such values: " + value);
    };
  }
}
