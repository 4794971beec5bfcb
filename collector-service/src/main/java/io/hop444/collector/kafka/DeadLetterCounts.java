/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.kafka;

import io.hop444.schemas.EncodedRecord;
import io.hop444.schemas.RecordCodec;
import io.hop444.schemas.UndecodableRecordException;
import io.hop444.wire.DeadLetter;
import io.hop444.wire.DeadLetterReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Dead letters by their reason. Safe for use by many threads. */
final class DeadLetterCounts {

  private final Map<DeadLetterReason, LongAdder> counts = new EnumMap<>(DeadLetterReason.class);

  DeadLetterCounts() {
    for (DeadLetterReason reason : DeadLetterReason.values()) {
      counts.put(reason, new LongAdder());
    }
  }

  void count(EncodedRecord deadLetter, RecordCodec codec) {
    try {
      counts.get(((DeadLetter) codec.decode(deadLetter.value())).getReason()).increment();
    } catch (UndecodableRecordException e) {
      throw new IllegalStateException("a record of this process cannot be read", e);
    }
  }

  long of(DeadLetterReason reason) {
    return counts.get(reason).sum();
  }
}
