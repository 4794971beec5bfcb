/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.kafka;

import io.hop444.schemas.EncodedRecord;
import io.hop444.schemas.RecordCodec;
import io.hop444.schemas.UndecodableRecordException;
import io.hop444.wire.DeadLetter;
import io.hop444.wire.DeadLetterReason;
import java.util.concurrent.atomic.AtomicLongArray;

/** Dead letters by their reason. */
final class DeadLetterCounts {

  private final AtomicLongArray counts = new AtomicLongArray(DeadLetterReason.values().length);

  void count(EncodedRecord deadLetter, RecordCodec codec) {
    DeadLetterReason reason = DeadLetterReason.UNKNOWN;
    try {
      if (codec.decode(deadLetter.value()) instanceof DeadLetter decoded) {
        reason = decoded.getReason();
      }
    } catch (UndecodableRecordException ownRecord) {
      throw new IllegalStateException(ownRecord);
    }
    counts.incrementAndGet(reason.ordinal());
  }

  long of(DeadLetterReason reason) {
    return counts.get(reason.ordinal());
  }
}
