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
    return of(type, SpecificData.get().getSchema(type));
  }

  /**
   * The record of today's type that bytes of an older schema must decode to: every field of that
   * schema is set, newer ones have their defaults.
   */
  static SpecificRecord of(Class<? extends SpecificRecord> type, Schema written) {
    return (SpecificRecord) value(SpecificData.get().getSchema(type), written, "sample");
  }

  private static Object value(Schema schema, Schema written, String name) {
    if (schema.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
      return Instant.parse("2026-11-20T10:05:02.123Z");
    }
    return switch (schema.getType()) {
      case RECORD -> record(schema, written);
      case ENUM -> {
        List<String> symbols = written.getEnumSymbols();
        String last = symbols.get(symbols.size() - 1);
        yield SpecificData.get().getClass(schema).getEnumConstants()[schema.getEnumOrdinal(last)];
      }
      case ARRAY ->
          new ArrayList<>(List.of(value(schema.getElementType(), written.getElementType(), name)));
      case MAP ->
          new LinkedHashMap<>(
              Map.of("Endpoint", value(schema.getValueType(), written.getValueType(), name)));
      case UNION -> value(schema.getTypes().get(1), written.getTypes().get(1), name);
      case STRING -> name + " ä";
      case BYTES -> ByteBuffer.wrap(new byte[] {0, 1, -1});
      case INT -> 444;
      case LONG -> 1L << 40;
      case BOOLEAN -> true;
      case FIXED, FLOAT, DOUBLE, NULL ->
          throw new IllegalArgumentException("no schema uses " + schema);
    };
  }

  private static SpecificRecord record(Schema schema, Schema written) {
    SpecificRecord made =
        (SpecificRecord) SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
    for (Schema.Field field : schema.getFields()) {
      Schema.Field then = written.getField(field.name());
      Object value =
          then == null
              ? SpecificData.get().getDefaultValue(field)
              : value(field.schema(), then.schema(), field.name());
      made.put(field.pos(), value);
    }
    return made;
  }
}
