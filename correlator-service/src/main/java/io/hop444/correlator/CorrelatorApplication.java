/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator;

import io.hop444.correlator.config.CorrelatorConfig;
import io.hop444.correlator.domain.Eviction;
import io.hop444.correlator.domain.Thresholds;
import io.hop444.correlator.topology.CorrelationTopology;
import io.hop444.correlator.topology.EvictionMeter;
import io.hop444.correlator.topology.SiteGate;
import io.hop444.correlator.topology.UnreadableStateException;
import io.hop444.schemas.NativeLz4;
import io.hop444.schemas.SealRefusal;
import io.hop444.schemas.Seals;
import io.hop444.schemas.TopicCreator;
import io.hop444.tracing.Tracing;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jboss.logging.Logger;

/** Starts the stream once Kafka is there, and stops it cleanly. */
@ApplicationScoped
public class CorrelatorApplication {

  private static final Logger LOG = Logger.getLogger(CorrelatorApplication.class);
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final Duration STOP = Duration.ofSeconds(10);

  private final CorrelatorConfig config;
  private final EvictionMeter evictions = new EvictionMeter();
  private final LongAdder replacedThreads = new LongAdder();
  private final SiteGate gate;
  private final Tracing tracing;
  private volatile KafkaStreams streams;
  private volatile Thread starter;
  private volatile InstanceId instance;

  CorrelatorApplication(CorrelatorConfig config, MeterRegistry registry) {
    if (config.threads() < 0) {
      throw new IllegalArgumentException(
          "correlator.threads is " + config.threads() + "; 0 is one for each processor");
    }
    this.config = config;
    this.gate = new SiteGate(seals(config));
    this.tracing =
        Tracing.to("correlator.tracing.endpoint", config.tracing().endpoint(), "hop444-correlator");
    FunctionCounter.builder("correlator.spans.sent", tracing, Tracing::sent)
        .description("Spans that the receiver of traces took.")
        .register(registry);
    FunctionCounter.builder("correlator.spans.lost", tracing, Tracing::lost)
        .description("Spans that were dropped.")
        .register(registry);
    for (SealRefusal reason : SealRefusal.values()) {
      FunctionCounter.builder("correlator.records.refused", gate, each -> each.refused(reason))
          .description("Records whose collector may not have written them.")
          .tag("reason", reason.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    for (Eviction kind : Eviction.values()) {
      FunctionCounter.builder("correlator.evictions", evictions, meter -> meter.of(kind))
          .description("What was forgotten because a bound was reached.")
          .tag("what", kind.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
  }

  private static Seals seals(CorrelatorConfig config) {
    if (config.seals().directory().isEmpty()) {
      return Seals.NOT_ASKED_FOR;
    }
    try {
      return Seals.of(config.seals().directory().get(), InstantSource.system());
    } catch (IOException e) {
      throw new IllegalArgumentException("correlator.seals.directory: " + e.getMessage(), e);
    }
  }

  void onStart(@Observes StartupEvent event) {
    starter = new Thread(this::startWhenKafkaIsThere, "correlator-start");
    starter.setDaemon(true);
    starter.start();
  }

  void onStop(@Observes ShutdownEvent event) {
    Thread starting = starter;
    if (starting != null) {
      starting.interrupt();
    }
    KafkaStreams running = streams;
    if (running != null) {
      // Others take over at once; a static member that only ends would be waited for.
      running.close(new KafkaStreams.CloseOptions().timeout(STOP).leaveGroup(true));
    }
    tracing.close();
    try {
      if (instance != null) {
        instance.close();
      }
    } catch (IOException e) {
      LOG.warnf("The instance's id stays locked until this process ends. reason=%s", e);
    }
  }

  /** The stream; null before Kafka was reached for the first time. */
  KafkaStreams streams() {
    return streams;
  }

  long replacedThreads() {
    return replacedThreads.sum();
  }

  /** State of the stream; null before Kafka was reached for the first time. */
  KafkaStreams.State state() {
    KafkaStreams running = streams;
    return running == null ? null : running.state();
  }

  private void startWhenKafkaIsThere() {
    NativeLz4.load();
    try {
      createTopics();
      instance = InstanceId.claim(config.dataDirectory());
      if (!instance.isKept()) {
        LOG.warnf(
            "Another correlator uses the same folder; give each its own, or a restart after a kill"
                + " takes half a minute. path=%s",
            config.dataDirectory());
      }
      KafkaStreams starting =
          new KafkaStreams(
              new CorrelationTopology(Thresholds.DEFAULT, evictions, gate, tracing).get(),
              StreamSettings.of(config, instance),
              new InstanceClients(config.applicationId(), instance));
      starting.setUncaughtExceptionHandler(
          failure -> {
            StreamThreadExceptionResponse response = responseTo(failure);
            if (response == StreamThreadExceptionResponse.REPLACE_THREAD) {
              LOG.error("A stream thread failed and is replaced.", failure);
              replacedThreads.increment();
            } else {
              LOG.errorf(
                  "The correlator cannot go on and is not alive. applicationId=%s reason=%s",
                  config.applicationId(), rootOf(failure).getMessage());
            }
            return response;
          });
      streams = starting;
      starting.start();
      LOG.infof(
          "The correlator started. bootstrapServers=%s applicationId=%s",
          config.kafka().bootstrapServers(), config.applicationId());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.errorf(
          "The folder for local state cannot be made; set correlator.data-directory to one that"
              + " can. path=%s reason=%s",
          config.dataDirectory(), e);
    }
  }

  /** Another thread would fail alike where the state is of another build. */
  static StreamThreadExceptionResponse responseTo(Throwable failure) {
    return rootOf(failure) instanceof UnreadableStateException
        ? StreamThreadExceptionResponse.SHUTDOWN_CLIENT
        : StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  private void createTopics() throws InterruptedException {
    while (true) {
      try (Admin admin = Admin.create(adminSettings())) {
        new TopicCreator(admin, Map.of(), config.kafka().replicationFactor()).createMissing();
        return;
      } catch (ExecutionException | KafkaException e) {
        LOG.warnf(
            "Kafka cannot be reached or refuses; trying again. bootstrapServers=%s retryInSeconds=%d"
                + " reason=%s",
            config.kafka().bootstrapServers(), RETRY.toSeconds(), rootOf(e));
        Thread.sleep(RETRY.toMillis());
      }
    }
  }

  private static Throwable rootOf(Throwable failure) {
    return failure.getCause() == null ? failure : rootOf(failure.getCause());
  }

  private Map<String, Object> adminSettings() {
    Map<String, Object> settings = new HashMap<>(config.kafka().properties());
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.kafka().bootstrapServers());
    settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");
    settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, "5000");
    return settings;
  }
}
