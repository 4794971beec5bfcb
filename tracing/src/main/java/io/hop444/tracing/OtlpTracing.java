/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;

/**
 * Delivers spans by OTLP over HTTP from a thread of its own. Whoever tells a span never waits: few
 * wait in memory, and what is more than those is dropped and counted. The SDK's tracer is not used:
 * these spans are told when they have ended, often those of a moment ago, with ids that follow from
 * what they tell.
 */
final class OtlpTracing implements Tracing {

  private static final Logger LOG = Logger.getLogger(OtlpTracing.class);

  /** Bounds what waits while the receiver is away. */
  private static final int MOST_WAITING = 4_096;

  private static final int MOST_AT_ONCE = 512;
  private static final Duration GATHER = Duration.ofMillis(200);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** A receiver that restarts is waited for; one that is away for longer costs its spans. */
  private static final RetryPolicy RETRIES =
      RetryPolicy.builder()
          .setMaxAttempts(3)
          .setInitialBackoff(Duration.ofMillis(500))
          .setMaxBackoff(Duration.ofSeconds(2))
          .build();

  private static final Duration LAST = Duration.ofSeconds(2);

  private final URI address;
  private final Resource resource;
  private final SpanExporter exporter;
  private final BlockingQueue<Span> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final LongAdder sent = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private boolean away;

  OtlpTracing(URI address, String service) {
    this.address = address;
    this.resource = Resource.create(Attributes.builder().put("service.name", service).build());
    this.exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(address.toString())
            .setTimeout(TIMEOUT)
            .setConnectTimeout(TIMEOUT)
            .setCompression("gzip")
            .setRetryPolicy(RETRIES)
            .build();
    this.thread = new Thread(this::deliver, "tracing");
    thread.setDaemon(true);
    thread.start();
    LOG.infof("Traces are told. endpoint=%s", address);
  }

  @Override
  public boolean isOn() {
    return true;
  }

  @Override
  public void tell(Span span) {
    if (!waiting.offer(span)) {
      lost.increment();
    }
  }

  @Override
  public long sent() {
    return sent.sum();
  }

  @Override
  public long lost() {
    return lost.sum();
  }

  private void deliver() {
    try {
      while (!closing.await(GATHER.toMillis(), TimeUnit.MILLISECONDS)) {
        exportAll(TIMEOUT.plusSeconds(5));
      }
      exportAll(LAST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void exportAll(Duration atMost) {
    List<Span> batch = new ArrayList<>(MOST_AT_ONCE);
    while (waiting.drainTo(batch, MOST_AT_ONCE) > 0) {
      export(batch, atMost);
      batch.clear();
    }
  }

  private void export(List<Span> spans, Duration atMost) {
    List<SpanData> batch = new ArrayList<>(spans.size());
    spans.forEach(span -> batch.add(new OtlpSpan(span, resource)));
    CompletableResultCode result = exporter.export(batch);
    result.join(atMost.toMillis(), TimeUnit.MILLISECONDS);
    if (result.isSuccess()) {
      sent.add(batch.size());
      if (away) {
        LOG.infof("Traces are told again. endpoint=%s lost=%d", address, lost.sum());
      }
      away = false;
      return;
    }
    lost.add(batch.size());
    if (!away) {
      LOG.warnf(
          "Traces cannot be told and are dropped until they can; nothing else waits for them."
              + " endpoint=%s reason=%s",
          address, result.isDone() ? result.getFailureThrowable() : "no answer");
    }
    away = true;
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(LAST.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exporter.shutdown().join(LAST.toMillis(), TimeUnit.MILLISECONDS);
  }
}
