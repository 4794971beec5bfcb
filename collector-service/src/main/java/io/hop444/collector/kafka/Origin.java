/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.kafka;

import io.hop444.wire.Position;
import org.apache.avro.specific.SpecificRecord;

/** Where a record was read, of whatever type it is. */
record Origin(String site, String server, String source, long offset) {

  static Origin of(SpecificRecord made) {
    return of(positionIn(made), made.getSchema().getName());
  }

  /**
   * @param position a record's first field: evidence has its position there
   */
  static Origin of(Object position, String typeName) {
    return position instanceof Position at
        ? new Origin(at.getSite(), at.getServer(), at.getSource(), at.getOffset())
        : new Origin(null, null, typeName, 0);
  }

  /** What is needed of a record to tell its origin later, without keeping the record. */
  static Object positionIn(SpecificRecord made) {
    Object first = made.get(0);
    return first instanceof Position ? first : null;
  }
}
