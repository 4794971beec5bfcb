/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector;

import io.hop444.collector.file.EstateTailer;
import io.hop444.collector.file.LogState;
import io.hop444.wire.DeadLetterReason;
import io.hop444.wire.GapReason;
import io.hop444.wire.LogKind;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What the operator can measure: how far each log is, and what was shipped, refused or lost. */
@ApplicationScoped
class LogMetrics {

  /** Logs with series of their own: those of a hundred servers. */
  private static final int MAX_LOGS = 2_000;

  private static final Comparator<LogState> MOST_BEHIND_FIRST =
      Comparator.comparing(LogState::waiting)
          .thenComparing(LogState::lagBytes)
          .reversed()
          .thenComparing(LogState::name);

  private final CollectorApplication collector;
  private final MeterRegistry registry;
  private final ScheduledExecutorService refresher = Executors.newSingleThreadScheduledExecutor();
  private final MultiGauge offset;
  private final MultiGauge size;
  private final MultiGauge lagBytes;
  private final MultiGauge lagSeconds;
  private final MultiGauge acknowledgedAge;
  private final MultiGauge skew;

  LogMetrics(CollectorApplication collector, MeterRegistry registry) {
    this.collector = collector;
    this.registry = registry;
    this.offset = gauge("collector.log.offset.bytes", "Of the file read last, acknowledged");
    this.size = gauge("collector.log.size.bytes", "Of the file read last");
    this.lagBytes = gauge("collector.log.lag.bytes", "Bytes of the log not acknowledged yet");
    this.lagSeconds =
        gauge("collector.log.lag.seconds", "From the time of the last row to now, while some wait");
    this.acknowledgedAge =
        gauge("collector.log.acknowledged.age.seconds", "Since something was acknowledged last");
    this.skew =
        gauge("collector.clock.skew.seconds", "The server's clock less this machine's, by rows");
  }

  private MultiGauge gauge(String name, String description) {
    return MultiGauge.builder(name).description(description).register(registry);
  }

  void start(@Observes StartupEvent event) {
    counter("collector.records.shipped", Tags.empty(), c -> c.shipper().shipped());
    counter("collector.shipping.losses", Tags.empty(), c -> c.shipper().losses());
    counter("collector.checkpoint.saves.failed", Tags.empty(), c -> c.tailer().failedSaves());
    counter("collector.spans.sent", Tags.empty(), c -> c.tracing().sent());
    counter("collector.spans.lost", Tags.empty(), c -> c.tracing().lost());
    for (DeadLetterReason reason : DeadLetterReason.values()) {
      counter(
          "collector.dead.letters.shipped",
          Tags.of("reason", reason.name()),
          c -> c.shipper().deadLetters(reason));
    }
    for (GapReason reason : GapReason.values()) {
      counter(
          "collector.gaps",
          Tags.of("reason", reason.name()),
          c -> c.tailer().totals().gaps(reason));
    }
    for (LogKind kind : LogKind.values()) {
      Tags tags = Tags.of("kind", kind.name());
      counter("collector.rows.taken", tags, c -> c.tailer().totals().records(kind));
      counter("collector.rows.ignored", tags, c -> c.tailer().totals().ignored(kind));
      counter("collector.rows.unreadable", tags, c -> c.tailer().totals().unreadable(kind));
    }
    Gauge.builder("collector.logs", this, metrics -> metrics.logs().size())
        .description("Logs that are followed")
        .register(registry);
    Gauge.builder(
            "collector.logs.stalled",
            this,
            metrics -> metrics.logs().stream().filter(ShippingReadiness::isStalled).count())
        .description("Logs with something waiting and nothing acknowledged for too long")
        .register(registry);
    Future<?> unused = refresher.scheduleWithFixedDelay(this::refresh, 1, 5, TimeUnit.SECONDS);
  }

  private void counter(String name, Tags tags, ToDoubleFunction<CollectorApplication> value) {
    FunctionCounter.builder(name, collector, c -> c.tailer() == null ? 0 : value.applyAsDouble(c))
        .tags(tags)
        .register(registry);
  }

  void stop(@Observes ShutdownEvent event) {
    refresher.shutdownNow();
  }

  private List<LogState> logs() {
    EstateTailer tailer = collector.tailer();
    return tailer == null ? List.of() : tailer.logs();
  }

  private void refresh() {
    show(shown(logs(), MAX_LOGS), Instant.now());
  }

  /** Gives these logs series of their own, and takes those of all others away. */
  void show(List<LogState> logs, Instant now) {
    offset.register(rows(logs, log -> (double) log.offset()), true);
    size.register(rows(logs, log -> (double) log.size()), true);
    lagBytes.register(rows(logs, log -> (double) log.lagBytes()), true);
    lagSeconds.register(rows(logs, log -> seconds(log.lag())), true);
    acknowledgedAge.register(
        rows(
            logs,
            log ->
                log.acknowledgedAt() == null
                    ? null
                    : seconds(nonNegative(Duration.between(log.acknowledgedAt(), now)))),
        true);
    skew.register(
        rows(logs, log -> log.clockSkewMillis() == null ? null : log.clockSkewMillis() / 1_000.0),
        true);
  }

  /** Those that are most behind, where there are too many. */
  static List<LogState> shown(List<LogState> logs, int most) {
    return logs.size() <= most
        ? logs
        : logs.stream().sorted(MOST_BEHIND_FIRST).limit(most).toList();
  }

  /** A log may have been looked at since. */
  private static Duration nonNegative(Duration age) {
    return age.isNegative() ? Duration.ZERO : age;
  }

  private static Double seconds(Duration duration) {
    return duration == null ? null : duration.toMillis() / 1_000.0;
  }

  private static List<MultiGauge.Row<?>> rows(
      List<LogState> logs, Function<LogState, Double> value) {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    for (LogState log : logs) {
      Double of = value.apply(log);
      if (of != null) {
        Tags tags = Tags.of("site", log.site(), "server", log.server(), "log", log.log());
        rows.add(MultiGauge.Row.of(tags, of));
      }
    }
    return rows;
  }
}
