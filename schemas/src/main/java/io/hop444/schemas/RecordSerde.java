/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.schemas;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * {@link RecordCodec} in Kafka's terms. A value that cannot be decoded raises a {@link
 * SerializationException}; services that must not stop on one read bytes and decode themselves.
 *
 * <p>It has a public constructor without arguments, so that it can be named in configuration.
 */
public final class RecordSerde
    implements Serde<SpecificRecord>, Serializer<SpecificRecord>, Deserializer<SpecificRecord> {

  private final RecordCodec codec = new RecordCodec();

  @Override
  public byte[] serialize(String topic, SpecificRecord value) {
    return value == null ? null : codec.encode(value);
  }

  @Override
  public SpecificRecord deserialize(String topic, byte[] bytes) {
    if (bytes == null) {
      return null;
    }
    try {
      return codec.decode(bytes);
    } catch (UndecodableRecordException e) {
      throw new SerializationException(e.getMessage(), e);
    }
  }

  @Override
  public Serializer<SpecificRecord> serializer() {
    return this;
  }

  @Override
  public Deserializer<SpecificRecord> deserializer() {
    return this;
  }

  @Override
  public void configure(java.util.Map<String, ?> settings, boolean isKey) {}

  @Override
  public void close() {}
}
