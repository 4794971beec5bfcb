/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.decode;

import io.hop444.schemas.EncodedRecord;
import io.hop444.schemas.RecordCodec;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/** Takes what a file holds, in its order: as objects, or as the bytes that Kafka gets. */
public interface RecordSink {

  /** Where the rows of a file are written. */
  RowFields rows(FileOrigin origin, String collector);

  /** An event, an inventory, a dead letter: whatever is not written as a row. */
  void take(SpecificRecord made);

  /** Takes objects. */
  static RecordSink ofObjects(Consumer<SpecificRecord> to) {
    return new RecordSink() {
      @Override
      public RowFields rows(FileOrigin origin, String collector) {
        return new BuiltRow(origin, collector, to);
      }

      @Override
      public void take(SpecificRecord made) {
        to.accept(made);
      }
    };
  }

  /** Takes bytes. */
  static RecordSink ofBytes(RecordCodec codec, Consumer<EncodedRecord> to) {
    return new RecordSink() {
      @Override
      public RowFields rows(FileOrigin origin, String collector) {
        return new EncodedRow(origin, collector, codec, to);
      }

      @Override
      public void take(SpecificRecord made) {
        to.accept(EncodedRecord.of(made, codec));
      }
    };
  }
}
