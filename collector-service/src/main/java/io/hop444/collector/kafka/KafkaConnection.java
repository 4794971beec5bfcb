/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.kafka;

import io.hop444.schemas.Topic;
import io.hop444.schemas.TopicCreator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jboss.logging.Logger;

/** Waits for Kafka at the start and creates the topics that are missing. */
public final class KafkaConnection {

  private static final Logger LOG = Logger.getLogger(KafkaConnection.class);
  private static final long RETRY_MILLIS = 2_000;

  private final Map<String, Object> clientSettings;
  private final short replicationFactor;

  /**
   * @param clientSettings bootstrap servers and whatever the operator set
   * @param replicationFactor of new topics; -1 leaves it to the broker
   */
  public KafkaConnection(Map<String, Object> clientSettings, short replicationFactor) {
    this.clientSettings = Map.copyOf(clientSettings);
    this.replicationFactor = replicationFactor;
  }

  /**
   * Returns when Kafka answers and all topics are there.
   *
   * @throws InterruptedException when interrupted while waiting
   */
  public void await() throws InterruptedException {
    while (true) {
      Map<String, Object> settings = new java.util.HashMap<>(clientSettings);
      settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
      settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
      try (Admin admin = Admin.create(settings)) {
        List<Topic> created = new TopicCreator(admin, Map.of(), replicationFactor).createMissing();
        LOG.infof(
            "Kafka answers. bootstrapServers=%s topicsCreated=%d",
            clientSettings.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG), created.size());
        return;
      } catch (ExecutionException | org.apache.kafka.common.KafkaException e) {
        LOG.warnf(
            "Kafka does not answer yet; logs wait where they are. bootstrapServers=%s"
                + " retryInMillis=%d reason=%s",
            clientSettings.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG),
            RETRY_MILLIS,
            e.getCause() == null ? e : e.getCause());
      }
      Thread.sleep(RETRY_MILLIS);
    }
  }
}
