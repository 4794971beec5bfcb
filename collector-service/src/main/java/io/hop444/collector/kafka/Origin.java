/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.kafka;

import io.hop444.schemas.EncodedRecord;
import io.hop444.schemas.RecordCodec;
import io.hop444.schemas.UndecodableRecordException;
import io.hop444.wire.Position;
import org.apache.avro.specific.SpecificRecord;

/** Where a record was read, of whatever type it is. */
record Origin(String site, String server, String source, long offset) {

  static Origin of(EncodedRecord sent, RecordCodec codec) {
    try {
      return of(codec.decode(sent.value()));
    } catch (UndecodableRecordException e) {
      throw new IllegalStateException("a record of this process cannot be read", e);
    }
  }

  /** Evidence has its position as its first field. */
  static Origin of(SpecificRecord made) {
    return made.get(0) instanceof Position at
        ? new Origin(at.getSite(), at.getServer(), at.getSource(), at.getOffset())
        : new Origin(null, null, made.getSchema().getName(), 0);
  }
}
