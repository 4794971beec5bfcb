/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import io.hop444.correlator.domain.Evidence;
import io.hop444.schemas.RecordCodec;
import io.hop444.schemas.RecordRoute;
import io.hop444.schemas.SealRefusal;
import io.hop444.schemas.UndecodableRecordException;
import io.hop444.wire.DeadLetterReason;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * A value as it was read: evidence, or bytes that are none.
 *
 * @param evidence null when the record is of no use to the correlator, or is refused
 * @param value as it was decoded; null when it is refused
 * @param routed whether the record's key has to be the one its value asks for
 * @param refusal null when it is taken
 */
record Observation(Evidence evidence, SpecificRecord value, boolean routed, Refusal refusal) {

  /**
   * Why a record is not taken.
   *
   * @param bytes as they were read
   * @param detail for people
   */
  record Refusal(ByteBuffer bytes, DeadLetterReason reason, String detail) {}

  /** A record that stands under a key which is not its own is refused; null when it is. */
  Refusal refusalUnder(String key) {
    if (!routed || value == null) {
      return refusal;
    }
    String own = RecordRoute.of(value).key();
    return Objects.equals(own, key)
        ? refusal
        : new Refusal(
            ByteBuffer.allocate(0),
            DeadLetterReason.NOT_ITS_SITE,
            SealRefusal.OTHER_KEY + ": it stands under the key " + key + ", its own is " + own);
  }

  /** Never throws, so that a poisoned record cannot stop the stream. */
  static final class Reader implements Deserializer<Observation> {

    private final RecordCodec codec = new RecordCodec();
    private final SiteGate gate;

    /**
     * @param gate decides who may have written the topic's records
     */
    Reader(SiteGate gate) {
      this.gate = gate;
    }

    @Override
    public Observation deserialize(String topic, byte[] bytes) {
      return deserialize(topic, new RecordHeaders(), bytes);
    }

    @Override
    public Observation deserialize(String topic, Headers headers, byte[] bytes) {
      if (bytes == null) {
        return null;
      }
      try {
        SpecificRecord value = codec.decode(bytes);
        Refusal refusal = gate.refusal(topic, headers, bytes, value);
        return refusal == null
            ? new Observation(EvidenceMapper.toEvidence(value), value, gate.asksForSeals(), null)
            : new Observation(null, null, false, refusal);
      } catch (UndecodableRecordException e) {
        return new Observation(
            null,
            null,
            false,
            new Refusal(
                ByteBuffer.wrap(bytes), DeadLetterReason.UNDECODABLE_RECORD, e.getMessage()));
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
