/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector;

import io.hop444.collector.config.CollectorConfig;
import io.hop444.collector.decode.LocalZones;
import io.hop444.collector.decode.ReaderSettings;
import io.hop444.collector.decode.Requesters;
import io.hop444.collector.decode.ServerNames;
import io.hop444.collector.domain.RequesterRules;
import io.hop444.collector.file.CheckpointFile;
import io.hop444.collector.file.EstateTailer;
import io.hop444.collector.file.PacedShipping;
import io.hop444.collector.file.Shipping;
import io.hop444.collector.file.TailerSettings;
import io.hop444.collector.kafka.KafkaConnection;
import io.hop444.collector.kafka.RecordShipper;
import io.hop444.collector.kafka.SealingInterceptor;
import io.hop444.collector.redaction.HmacRedaction;
import io.hop444.collector.redaction.Redaction;
import io.hop444.collector.redaction.RedactionKeyFile;
import io.hop444.collector.trace.RowTracing;
import io.hop444.schemas.NativeLz4;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.CommonClientConfigs;
import org.jboss.logging.Logger;

/** Wires the collector and runs its two threads: one follows the files, one waits for Kafka. */
@ApplicationScoped
public class CollectorApplication {

  private static final Logger LOG = Logger.getLogger(CollectorApplication.class);
  private static final Duration LAST_ACKNOWLEDGEMENTS = Duration.ofSeconds(5);

  private final CollectorConfig config;
  private final InstantSource clock = InstantSource.system();
  private ReaderSettings readerSettings;
  private RowTracing tracing = RowTracing.OFF;
  private RecordShipper shipper;
  private EstateTailer tailer;
  private Thread tail;
  private Thread connect;
  private volatile boolean stopping;
  private volatile long lastRoundAt;

  @Inject
  CollectorApplication(CollectorConfig config) {
    this.config = config;
  }

  void start(@Observes StartupEvent event) throws IOException {
    if (!NativeLz4.load()) {
      LOG.info("lz4 has no native code for this machine; shipping compresses in Java, slower.");
    }
    tracing = RowTracing.of(config.tracing(), clock);
    Map<String, Object> client = kafkaSettings();
    shipper = new RecordShipper(producerSettings(), clock);
    tailer =
        new EstateTailer(
            tailerSettings(), shipping(), new CheckpointFile(config.data().directory()), clock);
    KafkaConnection kafka = new KafkaConnection(client, config.kafka().replicationFactor());
    lastRoundAt = clock.millis();
    connect = new Thread(() -> connect(kafka), "kafka-connect");
    connect.setDaemon(true);
    connect.start();
    tail = new Thread(this::follow, "estate-tail");
    tail.start();
    LOG.infof(
        "The collector follows the estate. collector.estate.directory=%s collector.id=%s"
            + " redaction=%s",
        config.estate().directory(), config.id(), config.redaction().enabled());
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopping = true;
    if (connect != null) {
      connect.interrupt();
    }
    if (tail != null) {
      tail.join(LAST_ACKNOWLEDGEMENTS.toMillis() + 5_000);
    }
  }

  private TailerSettings tailerSettings() {
    RequesterRules requesters =
        new RequesterRules(config.reading().serviceAccounts().orElse(List.of()));
    readerSettings =
        new ReaderSettings(
            config.id(),
            new Requesters(requesters),
            redaction(requesters),
            config.reading().maxLineBytes(),
            config.reading().maxDeadLetters(),
            clock,
            ServerNames.of(config.estate().directory(), clock),
            zones());
    ReaderSettings settings = readerSettings;
    return new TailerSettings(
        config.id(),
        config.estate().directory(),
        readSince(),
        config.reading().listEvery(),
        config.reading().maxLineBytes(),
        site -> settings);
  }

  private LocalZones zones() {
    try {
      return LocalZones.of(config.reading().zones().orElse(List.of()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("collector.reading.zones: " + e.getMessage(), e);
    }
  }

  private Instant readSince() {
    if (config.start() == CollectorConfig.Start.END) {
      return Instant.MAX;
    }
    return config.startMaxAge().map(age -> clock.instant().minus(age)).orElse(Instant.MIN);
  }

  private Shipping shipping() {
    OptionalLong most = config.reading().maxBytesPerSecond();
    return most.isPresent() ? new PacedShipping(shipper, most.getAsLong(), clock) : shipper;
  }

  private Redaction redaction(RequesterRules requesters) {
    if (!config.redaction().enabled()) {
      return Redaction.OFF;
    }
    try {
      return new HmacRedaction(
          new RedactionKeyFile(config.data().directory(), new SecureRandom()).key(), requesters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void connect(KafkaConnection kafka) {
    try {
      kafka.await();
      shipper.connected();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow() {
    SpareMemory memory = new SpareMemory(clock, Heap::shrink);
    while (!stopping) {
      boolean more = false;
      try {
        more = tailer.round();
      } catch (RuntimeException e) {
        LOG.error("A round of reading failed; the next one starts where it was.", e);
      }
      lastRoundAt = clock.millis();
      memory.roundEnded(more);
      if (!more) {
        pause();
      }
    }
    shipper.flush(LAST_ACKNOWLEDGEMENTS);
    tailer.close();
    shipper.close();
    tracing.close();
  }

  private void pause() {
    try {
      Thread.sleep(config.reading().pollEvery().toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping = true;
    }
  }

  /** How everything is read, wherever it comes from. */
  ReaderSettings readerSettings() {
    return readerSettings;
  }

  /** The settings of Kafka's clients. */
  Map<String, Object> kafkaSettings() {
    Map<String, Object> client = new HashMap<>(config.kafka().properties());
    client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.kafka().bootstrapServers());
    return client;
  }

  /** The same for those who ship records. */
  Map<String, Object> producerSettings() {
    Map<String, Object> client = kafkaSettings();
    config.seal().keyFile().ifPresent(file -> SealingInterceptor.addTo(client, file));
    tracing.addTo(client);
    return client;
  }

  /** The tailer, for health and metrics. */
  EstateTailer tailer() {
    return tailer;
  }

  /** The shipper, for health and metrics. */
  RecordShipper shipper() {
    return shipper;
  }

  /** The traces, for metrics. */
  RowTracing tracing() {
    return tracing;
  }

  /** Milliseconds since the last round of reading ended. */
  long sinceLastRound() {
    return clock.millis() - lastRoundAt;
  }
}
