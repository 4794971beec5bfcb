/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector;

import io.hop444.collector.config.CollectorConfig;
import io.hop444.collector.domain.ServerName;
import io.hop444.collector.kafka.BatchShipper;
import io.hop444.collector.probe.ProbeSchedule;
import io.hop444.collector.probe.ProbeTarget;
import io.hop444.collector.probe.TrustedRoots;
import io.hop444.collector.push.PushRefusal;
import io.hop444.collector.push.PushServer;
import io.hop444.collector.push.PushSettings;
import io.hop444.collector.push.PushTokens;
import io.hop444.collector.source.EventIntake;
import io.hop444.collector.source.SiteDirectory;
import io.hop444.collector.source.SourceCounts;
import io.hop444.collector.topic.TopicSource;
import io.hop444.collector.wevtutil.WevtutilSource;
import io.hop444.wire.ProbeOutcome;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * Wires and starts the sources that are not files. Each is off until it is configured; a source
 * that is configured and cannot start stops the start, with its key.
 */
@ApplicationScoped
class FurtherSources {

  private static final int AFTER_THE_COLLECTOR = Interceptor.Priority.APPLICATION + 600;
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);

  private final CollectorConfig config;
  private final CollectorApplication collector;
  private final MeterRegistry registry;
  private final Vertx vertx;
  private final InstantSource clock = InstantSource.system();
  private final List<AutoCloseable> running = new ArrayList<>();
  private BatchShipper shipping;

  FurtherSources(
      CollectorConfig config, CollectorApplication collector, MeterRegistry registry, Vertx vertx) {
    this.vertx = vertx;
    this.config = config;
    this.collector = collector;
    this.registry = registry;
  }

  void start(@Observes @Priority(AFTER_THE_COLLECTOR) StartupEvent event) {
    if (config.probe().targets().isPresent()) {
      startProbes(config.probe());
    }
    if (config.push().token().isPresent() || config.push().tokenFile().isPresent()) {
      startPush(config.push());
    }
    if (config.topic().names().isPresent()) {
      startTopics(config.topic());
    }
    if (config.wevtutil().channels().isPresent()) {
      startPolling(config.wevtutil());
    }
  }

  void stop(@Observes ShutdownEvent event) throws Exception {
    for (AutoCloseable each : running) {
      each.close();
    }
    if (shipping != null) {
      shipping.close();
    }
  }

  /** One for all sources; none where there is no such source. */
  private BatchShipper shipping() {
    if (shipping == null) {
      shipping =
          new BatchShipper(
              collector.producerSettings(),
              clock,
              () -> collector.shipper().isShipping(LONGEST_TIMEOUT));
    }
    return shipping;
  }

  private SiteDirectory sites() {
    return new SiteDirectory(config.estate().directory(), siteOfOthers(), clock);
  }

  private String siteOfOthers() {
    return config
        .site()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "collector.site is not set; it names the site of servers that have no folder"
                        + " in the estate"));
  }

  private void startProbes(CollectorConfig.Probe probe) {
    List<ProbeTarget> targets = probe.targets().orElseThrow().stream().map(this::target).toList();
    checkPositive("collector.probe.every", probe.every());
    checkPositive("collector.probe.timeout", probe.timeout());
    if (probe.maxPerMinute() < 1) {
      throw new IllegalArgumentException("collector.probe.max-per-minute is less than 1");
    }
    ProbeSchedule schedule =
        new ProbeSchedule(
            targets,
            new ProbeSchedule.Settings(
                config.id(), probe.every(), probe.maxPerMinute(), probe.timeout(), roots(probe)),
            sites(),
            shipping(),
            clock);
    running.add(schedule);
    measure("probe", schedule.counts());
    for (ProbeOutcome outcome : ProbeOutcome.values()) {
      Gauge.builder("collector.probe.targets", schedule, s -> s.targetsWith(outcome))
          .description("Targets by the outcome of their last probe")
          .tag("outcome", outcome.name())
          .register(registry);
    }
    schedule.start();
  }

  private void startPush(CollectorConfig.Push push) {
    PushSettings settings =
        new PushSettings(
            push.host(),
            push.port(),
            push.certificateFile().orElse(null),
            push.keyFile().orElse(null),
            push.maxBodyBytes(),
            siteOfOthers());
    PushTokens tokens = tokens(push);
    EventIntake intake = new EventIntake(collector.readerSettings(), sites(), push.maxBodyBytes());
    PushServer server = new PushServer(settings, tokens, intake, shipping(), vertx);
    server.start();
    running.add(server);
    measure("push", server.counts());
    for (PushRefusal refusal : PushRefusal.values()) {
      FunctionCounter.builder("collector.push.refused", server, s -> s.refused(refusal))
          .description("Requests that were not taken")
          .tag("reason", refusal.name())
          .register(registry);
    }
  }

  private void startTopics(CollectorConfig.Topic topic) {
    Map<String, Object> client = new HashMap<>();
    if (topic.bootstrapServers().isPresent()) {
      client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, topic.bootstrapServers().get());
    } else {
      client.putAll(collector.kafkaSettings());
    }
    client.putAll(topic.properties());
    EventIntake intake =
        new EventIntake(collector.readerSettings(), sites(), config.reading().maxLineBytes());
    TopicSource source =
        new TopicSource(
            topic.names().orElseThrow(),
            siteOfOthers(),
            () -> TopicSource.consumer(client, topic.groupId()),
            intake,
            shipping());
    source.start();
    running.add(source);
    measure("topic", source.counts());
  }

  private void startPolling(CollectorConfig.Wevtutil wevtutil) {
    checkPositive("collector.wevtutil.every", wevtutil.every());
    SiteDirectory sites = sites();
    EventIntake intake =
        new EventIntake(collector.readerSettings(), sites, config.reading().maxLineBytes());
    try {
      WevtutilSource source =
          new WevtutilSource(
              new WevtutilSource.Settings(
                  config.id(),
                  ServerName.of(wevtutil.server().orElseGet(FurtherSources::thisMachine)),
                  wevtutil.channels().orElseThrow(),
                  List.of(wevtutil.command()),
                  wevtutil.every(),
                  config.start() == CollectorConfig.Start.END,
                  config.data().directory()),
              intake,
              sites,
              shipping(),
              clock);
      source.start();
      running.add(source);
      measure("wevtutil", source.counts());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "collector.data.directory: the bookmarks of wevtutil cannot be read: " + e.getMessage(),
          e);
    }
  }

  private static String thisMachine() {
    String windowsName = System.getenv("COMPUTERNAME");
    if (windowsName != null && !windowsName.isBlank()) {
      return windowsName;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "collector.wevtutil.server is not set, and this machine does not tell its name", e);
    }
  }

  private PushTokens tokens(CollectorConfig.Push push) {
    if (push.token().isPresent() && push.tokenFile().isPresent()) {
      throw new IllegalArgumentException(
          "collector.push.token and collector.push.token-file are both set; set one");
    }
    try {
      return push.tokenFile().isPresent()
          ? PushTokens.of(push.tokenFile().get(), clock)
          : PushTokens.of(push.token().orElseThrow(), clock);
    } catch (IllegalArgumentException | IOException e) {
      String key = push.token().isPresent() ? "collector.push.token" : "collector.push.token-file";
      throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
    }
  }

  private ProbeTarget target(String written) {
    try {
      return ProbeTarget.of(written);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("collector.probe.targets: " + e.getMessage(), e);
    }
  }

  private static TrustedRoots roots(CollectorConfig.Probe probe) {
    if (probe.trustStore().isEmpty()) {
      return null;
    }
    Path file = probe.trustStore().get();
    try {
      return TrustedRoots.of(file, probe.trustStorePassword().orElse(null));
    } catch (IOException e) {
      throw new IllegalArgumentException("collector.probe.trust-store: " + e.getMessage(), e);
    }
  }

  private static void checkPositive(String key, Duration value) {
    if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofDays(20)) > 0) {
      throw new IllegalArgumentException(key + " is not between 1ms and 20 days");
    }
  }

  private void measure(String source, SourceCounts counts) {
    count("collector.source.records", source, counts, SourceCounts::records);
    count("collector.source.ignored", source, counts, SourceCounts::ignored);
    count("collector.source.unreadable", source, counts, SourceCounts::unreadable);
    count("collector.source.failures", source, counts, SourceCounts::failures);
  }

  private void count(
      String name, String source, SourceCounts counts, ToDoubleFunction<SourceCounts> value) {
    FunctionCounter.builder(name, counts, value).tag("source", source).register(registry);
  }
}
