/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.schemas;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Makes one record of any schema with every field set, always the same. */
final class SampleRecords {

  private SampleRecords() {}

  static SpecificRecord of(Class<? extends SpecificRecord> type) {
    return (SpecificRecord) value(SpecificData.get().getSchema(type), "sample");
  }

  private static Object value(Schema schema, String name) {
    if (schema.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
      return Instant.parse("2026-11-20T10:05:02.123Z");
    }
    return switch (schema.getType()) {
      case RECORD -> record(schema);
      case ENUM -> {
        Object[] symbols = SpecificData.get().getClass(schema).getEnumConstants();
        yield symbols[symbols.length - 1];
      }
      case ARRAY -> new ArrayList<>(List.of(value(schema.getElementType(), name)));
      case MAP -> new LinkedHashMap<>(Map.of("Endpoint", value(schema.getValueType(), name)));
      case UNION -> value(schema.getTypes().get(1), name);
      case STRING -> name + " ä";
      case BYTES -> ByteBuffer.wrap(new byte[] {0, 1, -1});
      case INT -> 444;
      case LONG -> 1L << 40;
      case BOOLEAN -> true;
      case FIXED, FLOAT, DOUBLE, NULL ->
          throw new IllegalArgumentException("no schema uses " + schema);
    };
  }

  private static SpecificRecord record(Schema schema) {
    SpecificRecord made =
        (SpecificRecord) SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
    for (Schema.Field field : schema.getFields()) {
      made.put(field.pos(), value(field.schema(), field.name()));
    }
    return made;
  }
}
