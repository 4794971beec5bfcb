/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.schemas;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

/** A record as it goes to Kafka. Its arrays are shared, not copied: nobody changes them. */
public final class EncodedRecord {

  /** Of records that tell of no moment in the estate. */
  public static final long NO_TIME = Long.MIN_VALUE;

  private final Topic topic;
  private final byte[] key;
  private final byte[] value;
  private final long millis;

  /**
   * @param topic it is written to
   * @param key null where the topic's records need none
   * @param value in single-object encoding
   * @param millis when what it tells happened, {@link #NO_TIME} where it tells of no moment
   */
  public EncodedRecord(Topic topic, byte[] key, byte[] value, long millis) {
    this.topic = topic;
    this.key = key;
    this.value = value;
    this.millis = millis;
  }

  /** The record with its route. */
  public static EncodedRecord of(SpecificRecord made, RecordCodec codec) {
    RecordRoute route = RecordRoute.of(made);
    Instant at = RecordTime.of(made);
    return new EncodedRecord(
        route.topic(),
        route.key() == null ? null : route.key().getBytes(StandardCharsets.UTF_8),
        codec.encode(made),
        at == null ? NO_TIME : at.toEpochMilli());
  }

  /** Where it is written. */
  public Topic topic() {
    return topic;
  }

  /** Null where the topic's records need none. */
  public byte[] key() {
    return key;
  }

  /** In single-object encoding. */
  public byte[] value() {
    return value;
  }

  /** When what it tells happened, in milliseconds since 1970, or {@link #NO_TIME}. */
  public long millis() {
    return millis;
  }
}
