/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.schemas;

import io.hop444.wire.BackEndRequest;
import io.hop444.wire.ClientRequest;
import io.hop444.wire.HttpError;
import io.hop444.wire.Position;
import io.hop444.wire.ProxiedRequest;
import io.hop444.wire.Requester;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads the rows of logs, which come by the hundred thousand a second, without the way through
 * Avro's resolution of schemas: only bytes that were written with today's schema. Texts that repeat
 * from row to row, such as names of servers and files, are one object each. Safe for use by many
 * threads.
 */
final class FlatDecoder {

  private static final Map<String, Supplier<SpecificRecord>> RECORDS =
      Map.of(
          "ProxiedRequest", ProxiedRequest::new,
          "ClientRequest", ClientRequest::new,
          "BackEndRequest", BackEndRequest::new,
          "HttpError", HttpError::new,
          "Position", Position::new);

  private static final Map<String, List<? extends Enum<?>>> ENUMS =
      Map.of("Requester", List.of(Requester.values()));

  /** Few values, many rows. */
  private static final Set<String> REPEATED =
      Set.of(
          "site",
          "server",
          "collector",
          "source",
          "protocol",
          "frontEnd",
          "backEnd",
          "targetHost",
          "backEndStatus",
          "peerAddress",
          "serverAddress",
          "method");

  private static final ThreadLocal<RepeatedTexts> TEXTS =
      ThreadLocal.withInitial(RepeatedTexts::new);

  private enum Kind {
    TEXT,
    REPEATED_TEXT,
    INT,
    LONG,
    TIME,
    ENUM,
    RECORD
  }

  /** How a field is read; {@code symbols} and {@code record} only where it is one. */
  private record Field(
      Kind kind, boolean nullable, List<? extends Enum<?>> symbols, FlatDecoder record) {}

  private final Supplier<SpecificRecord> make;
  private final Field[] fields;

  private FlatDecoder(Supplier<SpecificRecord> make, Field[] fields) {
    this.make = make;
    this.fields = fields;
  }

  /** The decoder of a record type; null when it, or a field of it, is of no kind known here. */
  static FlatDecoder of(Schema schema) {
    Supplier<SpecificRecord> make = RECORDS.get(schema.getName());
    List<Field> fields = new ArrayList<>();
    for (Schema.Field each : schema.getFields()) {
      Field field = field(each);
      if (make == null || field == null) {
        return null;
      }
      fields.add(field);
    }
    return new FlatDecoder(make, fields.toArray(Field[]::new));
  }

  private static Field field(Schema.Field field) {
    Schema schema = field.schema();
    boolean nullable = schema.getType() == Schema.Type.UNION;
    if (nullable) {
      List<Schema> types = schema.getTypes();
      if (types.size() != 2 || types.get(0).getType() != Schema.Type.NULL) {
        return null;
      }
      schema = types.get(1);
    }
    boolean time = schema.getLogicalType() instanceof LogicalTypes.TimestampMillis;
    if (schema.getLogicalType() != null && !time) {
      return null;
    }
    return switch (schema.getType()) {
      case STRING ->
          new Field(
              REPEATED.contains(field.name()) ? Kind.REPEATED_TEXT : Kind.TEXT,
              nullable,
              null,
              null);
      case INT -> new Field(Kind.INT, nullable, null, null);
      case LONG -> new Field(time ? Kind.TIME : Kind.LONG, nullable, null, null);
      case ENUM -> {
        List<? extends Enum<?>> symbols = ENUMS.get(schema.getName());
        yield symbols == null ? null : new Field(Kind.ENUM, nullable, symbols, null);
      }
      case RECORD -> {
        FlatDecoder record = of(schema);
        yield record == null ? null : new Field(Kind.RECORD, nullable, null, record);
      }
      default -> null;
    };
  }

  /**
   * The record whose fields begin at {@code from}.
   *
   * @throws AvroRuntimeException or IndexOutOfBoundsException when it is cut off or damaged
   */
  SpecificRecord decode(byte[] bytes, int from) {
    return read(new Input(bytes, from, TEXTS.get()));
  }

  private SpecificRecord read(Input in) {
    SpecificRecord record = make.get();
    for (int i = 0; i < fields.length; i++) {
      Field field = fields[i];
      if (!field.nullable() || in.isThere()) {
        record.put(i, read(in, field));
      }
    }
    return record;
  }

  private static Object read(Input in, Field field) {
    return switch (field.kind()) {
      case TEXT -> in.text();
      case REPEATED_TEXT -> in.repeatedText();
      case INT -> (int) in.number();
      case LONG -> in.number();
      case TIME -> Instant.ofEpochMilli(in.number());
      case ENUM -> field.symbols().get((int) in.number());
      case RECORD -> field.record().read(in);
    };
  }

  /** Avro's binary encoding. */
  private static final class Input {

    private final byte[] bytes;
    private final RepeatedTexts texts;
    private int at;

    private Input(byte[] bytes, int at, RepeatedTexts texts) {
      this.bytes = bytes;
      this.at = at;
      this.texts = texts;
    }

    private boolean isThere() {
      long branch = number();
      if (branch != 0 && branch != 1) {
        throw new AvroRuntimeException("a union of two has no branch " + branch);
      }
      return branch == 1;
    }

    private long number() {
      long value = 0;
      for (int shift = 0; shift < Long.SIZE; shift += 7) {
        byte next = bytes[at++];
        value |= (long) (next & 0x7F) << shift;
        if (next >= 0) {
          return (value >>> 1) ^ -(value & 1);
        }
      }
      throw new AvroRuntimeException("a number is longer than ten bytes");
    }

    private int take() {
      long length = number();
      if (length < 0 || length > bytes.length - at) {
        throw new AvroRuntimeException("a text of " + length + " bytes");
      }
      at += (int) length;
      return (int) length;
    }

    private String text() {
      int length = take();
      return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    private String repeatedText() {
      int length = take();
      return texts.of(bytes, at - length, length);
    }
  }
}
