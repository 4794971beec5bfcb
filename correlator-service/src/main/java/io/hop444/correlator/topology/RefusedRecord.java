/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import io.hop444.wire.DeadLetter;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Writes dead letters of records that are not taken. */
final class RefusedRecord {

  private static final int MAX_RAW = 65_536;

  private RefusedRecord() {}

  static DeadLetter of(Observation.Refusal refusal, RecordMetadata origin, long now) {
    ByteBuffer raw = refusal.bytes();
    return DeadLetter.newBuilder()
        .setService("correlator")
        .setSource(origin.topic() + "-" + origin.partition())
        .setOffset(origin.offset())
        .setAt(Instant.ofEpochMilli(now))
        .setReason(refusal.reason())
        .setDetail(refusal.detail())
        .setRaw(raw.slice(0, Math.min(raw.limit(), MAX_RAW)))
        .setRawLength(raw.limit())
        .build();
  }
}
