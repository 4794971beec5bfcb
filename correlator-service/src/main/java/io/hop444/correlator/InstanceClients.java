/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Kafka's clients as they are, but for the names of the producers' transactions: they follow from
 * the instance's id, so that a restart ends what a kill left open. Kafka Streams keeps its own id
 * only where stores are on disk.
 */
public final class InstanceClients implements KafkaClientSupplier {

  private final String applicationId;
  private final InstanceId instance;

  public InstanceClients(String applicationId, InstanceId instance) {
    this.applicationId = applicationId;
    this.instance = instance;
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> settings) {
    Map<String, Object> own = new HashMap<>(settings);
    own.computeIfPresent(ProducerConfig.TRANSACTIONAL_ID_CONFIG, (key, given) -> named(given));
    return new KafkaProducer<>(own, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Kafka Streams gives {@code APPLICATION-PROCESS-THREAD}. */
  private String named(Object given) {
    String name = given.toString();
    return applicationId + "-" + instance.value() + name.substring(name.lastIndexOf('-'));
  }

  @Override
  public Admin getAdmin(Map<String, Object> settings) {
    return Admin.create(settings);
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> settings) {
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> settings) {
    return getConsumer(settings);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> settings) {
    return getConsumer(settings);
  }
}
