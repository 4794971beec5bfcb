/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import io.hop444.localstack.LocalStack;
import io.hop444.schemas.RecordCodec;
import io.hop444.schemas.Topic;
import io.hop444.schemas.TopicCreator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes to the topics, as the correlator does. */
final class Wire implements AutoCloseable {

  private final RecordCodec codec = new RecordCodec();
  private final KafkaProducer<String, byte[]> producer;

  private Wire(String bootstrapServers) {
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "linger.ms",
                0,
                // As long as a broker may be away in a test, not the client's minute or two.
                "max.block.ms",
                Integer.MAX_VALUE,
                "delivery.timeout.ms",
                Integer.MAX_VALUE),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  static Wire connect() {
    return connect(LocalStack.bootstrapServers());
  }

  static Wire connect(String bootstrapServers) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      new TopicCreator(admin, Map.of(), (short) -1).createMissing();
      return new Wire(bootstrapServers);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  void send(Change... changes) {
    for (Change change : changes) {
      var built = change.build();
      send(Topic.INCIDENTS, built.getIncident().getBackEnd(), built);
    }
  }

  /** With a header that goes on with a trace. */
  void sendTraced(Change change, String traceParent) {
    var built = change.build();
    var record =
        new ProducerRecord<>(
            Topic.INCIDENTS.topicName(), built.getIncident().getBackEnd(), codec.encode(built));
    record.headers().add("traceparent", text(traceParent));
    await(producer.send(record));
  }

  /** Many at once; returns when the broker has them all. */
  void sendAll(List<Change> changes) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (Change change : changes) {
      var built = change.build();
      sent.add(
          producer.send(
              new ProducerRecord<>(
                  Topic.INCIDENTS.topicName(),
                  built.getIncident().getBackEnd(),
                  codec.encode(built))));
    }
    sent.forEach(Wire::await);
  }

  /** Many of one topic at once; returns when the broker has them all. */
  <T extends SpecificRecord> void sendEach(Topic topic, List<T> values, Function<T, String> key) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (T value : values) {
      sent.add(
          producer.send(
              new ProducerRecord<>(topic.topicName(), key.apply(value), codec.encode(value))));
    }
    sent.forEach(Wire::await);
  }

  void send(Topic topic, String key, SpecificRecord value) {
    sendBytes(topic, key, codec.encode(value));
  }

  void sendBytes(Topic topic, String key, byte[] value) {
    await(producer.send(new ProducerRecord<>(topic.topicName(), key, value)));
  }

  private static void await(Future<RecordMetadata> sent) {
    try {
      sent.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** As text, for a message. */
  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close();
  }
}
