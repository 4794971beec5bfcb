/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import io.hop444.correlator.domain.Evidence;
import io.hop444.schemas.RecordCodec;
import io.hop444.schemas.UndecodableRecordException;
import java.nio.ByteBuffer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * A value as it was read: evidence, or bytes that are none.
 *
 * @param evidence null when the record is of no use to the correlator or cannot be decoded
 * @param value as it was decoded; null when it cannot be
 * @param undecodable the bytes, null when they could be decoded
 * @param reason why they could not
 */
record Observation(Evidence evidence, SpecificRecord value, ByteBuffer undecodable, String reason) {

  /** Never throws, so that a poisoned record cannot stop the stream. */
  static final class Reader implements Deserializer<Observation> {

    private final RecordCodec codec = new RecordCodec();

    @Override
    public Observation deserialize(String topic, byte[] bytes) {
      if (bytes == null) {
        return null;
      }
      try {
        SpecificRecord value = codec.decode(bytes);
        return new Observation(EvidenceMapper.toEvidence(value), value, null, null);
      } catch (UndecodableRecordException e) {
        return new Observation(null, null, ByteBuffer.wrap(bytes), e.getMessage());
      }
    }
  }

  /** Event time, so that Kafka Streams takes the oldest of a task's partitions first. */
  static final TimestampExtractor EVENT_TIME =
      (record, partitionTime) -> {
        Observation observation = (Observation) record.value();
        return observation == null || observation.evidence() == null
            ? Math.max(0, record.timestamp())
            : Math.max(0, observation.evidence().at().toEpochMilli());
      };
}
