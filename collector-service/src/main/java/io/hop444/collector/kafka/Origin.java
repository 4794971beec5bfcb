/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.kafka;

import io.hop444.wire.Position;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;

/** Where a record was read, of whatever type it is. */
record Origin(String site, String server, String source, long offset) {

  static Origin of(SpecificRecord made) {
    Object position =
        made.getSchema().getField("position") == null
            ? null
            : ((GenericRecord) made).get("position");
    if (position instanceof Position at) {
      return new Origin(at.getSite(), at.getServer(), at.getSource(), at.getOffset());
    }
    return new Origin(null, null, made.getSchema().getName(), 0);
  }
}
