/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.kafka;

import io.hop444.wire.DeadLetter;
import io.hop444.wire.DeadLetterReason;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Arrays;

/**
 * Makes dead letters of records that the broker refuses for their size. The topic of dead letters
 * may take no more than the others: then they hold less of the record. Safe for use by many
 * threads.
 */
final class RefusedRecords {

  /** The schema's limit. */
  private static final int MAX_RAW_BYTES = 65_536;

  private static final int SHORT_DETAIL = 100;

  private final InstantSource clock;

  /** What dead letters may hold of a record, as far as the broker has told. */
  private volatile int rawBytes = MAX_RAW_BYTES;

  RefusedRecords(InstantSource clock) {
    this.clock = clock;
  }

  DeadLetter deadLetter(Origin origin, byte[] value, Exception failure) {
    return new DeadLetter(
        "collector",
        origin.site(),
        origin.server(),
        origin.source(),
        origin.offset(),
        clock.instant(),
        DeadLetterReason.REFUSED_BY_BROKER,
        String.valueOf(failure.getMessage()),
        ByteBuffer.wrap(Arrays.copyOf(value, Math.min(value.length, rawBytes))),
        (long) value.length);
  }

  /** One that holds less than this one, which was refused itself; null when nothing can go. */
  DeadLetter smaller(DeadLetter refused) {
    ByteBuffer raw = refused.getRaw();
    String detail = refused.getDetail();
    if (raw.hasRemaining()) {
      rawBytes = Math.min(rawBytes, raw.remaining() / 2);
      return DeadLetter.newBuilder(refused)
          .setRaw(raw.duplicate().limit(raw.position() + Math.min(raw.remaining(), rawBytes)))
          .build();
    }
    return detail.length() <= SHORT_DETAIL
        ? null
        : DeadLetter.newBuilder(refused).setDetail(detail.substring(0, SHORT_DETAIL)).build();
  }
}
