/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator;

import io.hop444.correlator.config.CorrelatorConfig;
import io.hop444.correlator.domain.Thresholds;
import io.hop444.correlator.topology.CorrelationTopology;
import io.hop444.schemas.NativeLz4;
import io.hop444.schemas.TopicCreator;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
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
  private volatile KafkaStreams streams;
  private volatile Thread starter;

  CorrelatorApplication(CorrelatorConfig config) {
    this.config = config;
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
      running.close(STOP);
    }
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
      Files.createDirectories(config.dataDirectory());
      KafkaStreams starting =
          new KafkaStreams(
              new CorrelationTopology(Thresholds.DEFAULT).get(), StreamSettings.of(config));
      starting.setUncaughtExceptionHandler(
          failure -> {
            LOG.error("A stream thread failed and is replaced.", failure);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
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
