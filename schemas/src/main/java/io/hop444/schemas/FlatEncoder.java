/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.schemas;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.IndexedRecord;

/**
 * Writes the records that come by the hundred thousand a second, the rows of logs: texts, numbers,
 * times, enums and records of these. The bytes are Avro's own; what is saved is the way through its
 * conversions and unions, which costs more than reading the row. Safe for use by many threads.
 */
final class FlatEncoder {

  private static final ThreadLocal<AvroOutput> REUSED = ThreadLocal.withInitial(AvroOutput::new);

  private enum Kind {
    TEXT,
    INT,
    LONG,
    TIME,
    ENUM,
    RECORD
  }

  /** How a field is written; {@code record} only where it is one. */
  private record Field(String name, Kind kind, boolean nullable, List<Field> record) {}

  private final byte[] header;
  private final List<Field> fields;

  private FlatEncoder(byte[] header, List<Field> fields) {
    this.header = header;
    this.fields = fields;
  }

  /** The encoder of a record type; null when it has fields that are none of these. */
  static FlatEncoder of(Schema schema) {
    List<Field> fields = fieldsOf(schema);
    if (fields == null) {
      return null;
    }
    byte[] header =
        ByteBuffer.allocate(RecordCodec.HEADER_BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(RecordCodec.MARKER_1)
            .put(RecordCodec.MARKER_2)
            .putLong(SchemaNormalization.parsingFingerprint64(schema))
            .array();
    return new FlatEncoder(header, fields);
  }

  /** In the order in which they are written; null when one of them is of another kind. */
  private static List<Field> fieldsOf(Schema schema) {
    List<Field> fields = new ArrayList<>();
    for (Schema.Field each : schema.getFields()) {
      Field field = field(each);
      if (field == null) {
        return null;
      }
      fields.add(field);
    }
    return fields;
  }

  private static Field field(Schema.Field field) {
    Schema schema = field.schema();
    boolean nullable = false;
    if (schema.getType() == Schema.Type.UNION) {
      List<Schema> types = schema.getTypes();
      if (types.size() != 2 || types.get(0).getType() != Schema.Type.NULL) {
        return null;
      }
      nullable = true;
      schema = types.get(1);
    }
    List<Field> record = schema.getType() == Schema.Type.RECORD ? fieldsOf(schema) : null;
    Kind kind = kind(schema, record);
    return kind == null ? null : new Field(field.name(), kind, nullable, record);
  }

  private static Kind kind(Schema schema, List<Field> record) {
    boolean time = schema.getLogicalType() instanceof LogicalTypes.TimestampMillis;
    if (schema.getLogicalType() != null && !time) {
      return null;
    }
    return switch (schema.getType()) {
      case STRING -> Kind.TEXT;
      case INT -> Kind.INT;
      case LONG -> time ? Kind.TIME : Kind.LONG;
      case ENUM -> Kind.ENUM;
      case RECORD -> record == null ? null : Kind.RECORD;
      default -> null;
    };
  }

  /** What stands before the fields of every record of this type. */
  byte[] header() {
    return header;
  }

  /** The bytes of a record, header included. */
  byte[] encode(IndexedRecord value) {
    AvroOutput out = REUSED.get();
    out.clear();
    out.writeEncoded(header);
    write(out, fields, value);
    return out.copy(0, out.length());
  }

  private static void write(AvroOutput out, List<Field> fields, IndexedRecord record) {
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      Object value = record.get(i);
      if (field.nullable()) {
        out.writeLong(value == null ? 0 : 1);
      } else if (value == null) {
        throw new NullPointerException(field.name() + " must not be null");
      }
      if (value != null) {
        write(out, field, value);
      }
    }
  }

  @SuppressWarnings("EnumOrdinal") // Avro writes the place in the schema, whose order enums have.
  private static void write(AvroOutput out, Field field, Object value) {
    switch (field.kind()) {
      case TEXT -> out.writeText(value.toString());
      case INT -> out.writeLong((Integer) value);
      case LONG -> out.writeLong((Long) value);
      case TIME -> out.writeLong(((Instant) value).toEpochMilli());
      case ENUM -> out.writeLong(((Enum<?>) value).ordinal());
      case RECORD -> write(out, field.record(), (IndexedRecord) value);
    }
  }
}
