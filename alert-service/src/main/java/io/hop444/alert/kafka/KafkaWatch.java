/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.kafka;

import io.hop444.alert.config.AlertConfig;
import io.hop444.schemas.Topic;
import io.hop444.schemas.TopicCreator;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** Creates missing topics, and keeps an eye on whether Kafka answers. */
@ApplicationScoped
public class KafkaWatch {

  private static final Logger LOG = Logger.getLogger(KafkaWatch.class);
  private static final long LOOK_EVERY_SECONDS = 5;

  /** Beside the time that a question without an answer takes. */
  private static final long RETRY_SECONDS = 1;

  private static final int ANSWER_WITHIN_MILLIS = 4_000;
  private static final int LAG_WITHIN_MILLIS = 2_000;

  private Map<String, Object> settings = Map.of();
  private KafkaClientService clients;
  private Clock clock;
  private boolean wanted;
  private Thread thread;
  private volatile Instant awaySince;
  private volatile boolean topicsExist;

  KafkaWatch() {}

  @Inject
  KafkaWatch(
      @Identifier("default-kafka-broker") Map<String, Object> settings,
      KafkaClientService clients,
      Clock clock,
      AlertConfig config) {
    this.wanted = !config.migrateOnly();
    this.settings = settings;
    this.clients = clients;
    this.clock = clock;
    this.awaySince = clock.instant();
  }

  void start(@Observes StartupEvent event) {
    if (!wanted) {
      return;
    }
    thread = new Thread(this::watch, "kafka-watch");
    thread.setDaemon(true);
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) {
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** Since when Kafka does not answer; empty when it does. */
  public Optional<Instant> awaySince() {
    return Optional.ofNullable(awaySince);
  }

  /** Whether the topics are there. */
  public boolean topicsExist() {
    return topicsExist;
  }

  /** Records of topics that are not fetched yet. Those of which that is not known are left out. */
  public Map<Topic, Long> lags(List<Topic> topics) {
    Map<Topic, CompletableFuture<Long>> asked = new EnumMap<>(Topic.class);
    for (Topic topic : awaySince == null ? topics : List.<Topic>of()) {
      KafkaConsumer<Object, Object> consumer = clients.getConsumer(channel(topic));
      if (consumer != null) {
        asked.put(topic, consumer.runOnPollingThread(KafkaWatch::lag).subscribeAsCompletionStage());
      }
    }
    try {
      // All at once: each may have to wait for a broker that has just gone.
      CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
          .get(LAG_WITHIN_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.debugf("Not every consumer says how far it is. reason=%s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Map<Topic, Long> known = new EnumMap<>(Topic.class);
    asked.forEach(
        (topic, lag) -> {
          if (!lag.cancel(true) && !lag.isCompletedExceptionally() && lag.join() != null) {
            known.put(topic, lag.join());
          }
        });
    return known;
  }

  private static Long lag(Consumer<Object, Object> consumer) {
    if (consumer.assignment().isEmpty()) {
      return null;
    }
    long lag = 0;
    for (TopicPartition partition : consumer.assignment()) {
      lag += consumer.currentLag(partition).orElse(0);
    }
    return lag;
  }

  private static String channel(Topic topic) {
    return topic.topicName().substring(topic.topicName().indexOf('.') + 1);
  }

  private void watch() {
    while (!Thread.currentThread().isInterrupted()) {
      try (Admin admin = Admin.create(adminSettings())) {
        while (!Thread.currentThread().isInterrupted()) {
          look(admin);
          TimeUnit.SECONDS.sleep(awaySince == null ? LOOK_EVERY_SECONDS : RETRY_SECONDS);
        }
      } catch (KafkaException e) {
        missed(e.getMessage());
        pause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void look(Admin admin) throws InterruptedException {
    try {
      if (!topicsExist) {
        List<Topic> created = new TopicCreator(admin, Map.of(), (short) -1).createMissing();
        topicsExist = true;
        LOG.infof("Topics are there. created=%s", created);
      }
      admin.describeCluster().nodes().get(ANSWER_WITHIN_MILLIS, TimeUnit.MILLISECONDS);
      if (awaySince != null) {
        awaySince = null;
        LOG.infof("Kafka answers. bootstrapServers=%s", servers());
      }
    } catch (ExecutionException | TimeoutException e) {
      missed(e.getCause() == null ? "no answer in time" : e.getCause().getMessage());
    }
  }

  private void missed(String reason) {
    if (awaySince == null) {
      awaySince = clock.instant();
    }
    LOG.warnf(
        "Kafka does not answer; waiting for it. bootstrapServers=%s retryInSeconds=%d reason=%s",
        servers(), RETRY_SECONDS, reason);
  }

  private Object servers() {
    return settings.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
  }

  Map<String, Object> adminSettings() {
    Map<String, Object> admin = new HashMap<>(settings);
    admin.keySet().retainAll(AdminClientConfig.configNames());
    admin.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MILLIS);
    admin.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MILLIS);
    return admin;
  }

  private static void pause() {
    try {
      TimeUnit.SECONDS.sleep(RETRY_SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
