/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector;

import io.hop444.collector.file.EstateTailer;
import io.hop444.wire.ReadProgress;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** What the operator can measure: how far each log is, and what was shipped, refused or failed. */
@ApplicationScoped
class LogMetrics {

  private final CollectorApplication collector;
  private final MeterRegistry registry;
  private final ScheduledExecutorService refresher = Executors.newSingleThreadScheduledExecutor();
  private final MultiGauge offset;
  private final MultiGauge size;
  private final MultiGauge lag;
  private final MultiGauge skew;

  LogMetrics(CollectorApplication collector, MeterRegistry registry) {
    this.collector = collector;
    this.registry = registry;
    this.offset = gauge("collector.log.offset", "Bytes of the file read last, acknowledged");
    this.size = gauge("collector.log.size", "Bytes of the file read last");
    this.lag = gauge("collector.log.lag", "Bytes of the log not acknowledged yet");
    this.skew =
        MultiGauge.builder("collector.clock.skew")
            .description("The server's clock less this machine's, as fresh rows tell")
            .baseUnit("seconds")
            .register(registry);
  }

  private MultiGauge gauge(String name, String description) {
    return MultiGauge.builder(name).description(description).baseUnit("bytes").register(registry);
  }

  void start(@Observes StartupEvent event) {
    counter("collector.records.shipped", c -> c.shipper().shipped());
    counter("collector.dead.letters.shipped", c -> c.shipper().deadLetters());
    counter("collector.shipping.losses", c -> c.shipper().losses());
    counter("collector.checkpoint.saves.failed", c -> c.tailer().failedSaves());
    Future<?> unused = refresher.scheduleWithFixedDelay(this::refresh, 1, 5, TimeUnit.SECONDS);
  }

  private void counter(String name, ToDoubleFunction<CollectorApplication> value) {
    FunctionCounter.builder(name, collector, c -> c.tailer() == null ? 0 : value.applyAsDouble(c))
        .register(registry);
  }

  void stop(@Observes ShutdownEvent event) {
    refresher.shutdownNow();
  }

  private void refresh() {
    EstateTailer tailer = collector.tailer();
    if (tailer == null) {
      return;
    }
    List<ReadProgress> logs = tailer.progress();
    offset.register(rows(logs, ReadProgress::getOffset), true);
    size.register(rows(logs, ReadProgress::getSize), true);
    lag.register(rows(logs, ReadProgress::getLagBytes), true);
    skew.register(
        rows(
            logs.stream().filter(log -> log.getClockSkewMillis() != null).toList(),
            log -> log.getClockSkewMillis() / 1_000.0),
        true);
  }

  private static List<MultiGauge.Row<?>> rows(
      List<ReadProgress> logs, ToDoubleFunction<ReadProgress> value) {
    List<MultiGauge.Row<?>> rows = new ArrayList<>();
    for (ReadProgress log : logs) {
      Tags tags = Tags.of("site", log.getSite(), "server", log.getServer(), "log", log.getLog());
      rows.add(MultiGauge.Row.of(tags, value.applyAsDouble(log)));
    }
    return rows;
  }
}
