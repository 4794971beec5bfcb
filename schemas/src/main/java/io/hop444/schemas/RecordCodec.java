/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads and writes the values of all topics: Avro single-object encoding, that is two marker bytes,
 * the schema's 64-bit Rabin fingerprint (little endian), and the record. Every released version of
 * every schema is on the class path, so bytes of any age decode into today's types.
 *
 * <p>Safe for use by many threads.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#single-object-encoding">Avro
 *     specification, single-object encoding</a>
 */
public final class RecordCodec {

  static final int HEADER_BYTES = 10;
  static final byte MARKER_1 = (byte) 0xC3;
  static final byte MARKER_2 = 0x01;

  private final Map<Long, SpecificDatumReader<SpecificRecord>> readers = new HashMap<>();
  private final Map<Class<?>, BinaryMessageEncoder<SpecificRecord>> encoders = new HashMap<>();
  private final Map<Class<?>, FlatEncoder> flatEncoders = new HashMap<>();
  private final Map<Long, FlatDecoder> flatDecoders = new HashMap<>();
  private static final ThreadLocal<BinaryDecoder> REUSED_DECODER = new ThreadLocal<>();

  /** A codec that knows all released schemas and today's. */
  public RecordCodec() {
    for (Topic topic : Topic.values()) {
      for (Class<? extends SpecificRecord> type : topic.recordTypes()) {
        SpecificData model = modelOf(type);
        Schema today = model.getSchema(type);
        encoders.put(type, new BinaryMessageEncoder<>(model, today));
        FlatEncoder flat = FlatEncoder.of(today);
        if (flat != null) {
          flatEncoders.put(type, flat);
        }
        addReader(model, today, today);
        FlatDecoder flatDecoder = FlatDecoder.of(today);
        if (flatDecoder != null) {
          flatDecoders.put(SchemaNormalization.parsingFingerprint64(today), flatDecoder);
        }
        for (Schema released : ReleasedSchemas.of(today.getName())) {
          addReader(model, released, today);
        }
      }
    }
  }

  /** Finds the record classes with their own loader, not with that of whichever thread decodes. */
  private static SpecificData modelOf(Class<? extends SpecificRecord> type) {
    SpecificData model = new SpecificData(type.getClassLoader());
    model.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
    return model;
  }

  private void addReader(SpecificData model, Schema written, Schema today) {
    readers.put(
        SchemaNormalization.parsingFingerprint64(written),
        new SpecificDatumReader<>(written, today, model));
  }

  /**
   * The bytes before the fields of each record of this type, for who writes the fields itself.
   *
   * @throws IllegalArgumentException when its records are not made of plain fields only
   */
  public byte[] header(Class<? extends SpecificRecord> type) {
    FlatEncoder flat = flatEncoders.get(type);
    if (flat == null) {
      throw new IllegalArgumentException(type + " has fields of its own kind");
    }
    return flat.header().clone();
  }

  /** The bytes of a record. */
  public byte[] encode(SpecificRecord value) {
    FlatEncoder flat = flatEncoders.get(value.getClass());
    return flat == null ? encodeAny(value) : flat.encode(value);
  }

  private byte[] encodeAny(SpecificRecord value) {
    BinaryMessageEncoder<SpecificRecord> encoder = encoders.get(value.getClass());
    if (encoder == null) {
      throw new IllegalArgumentException(
          value.getSchema().getFullName() + " is not the value of any topic");
    }
    try {
      ByteBuffer bytes = encoder.encode(value);
      byte[] exact = new byte[bytes.remaining()];
      bytes.get(exact);
      return exact;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The record in {@code bytes}.
   *
   * @throws UndecodableRecordException when they are not single-object encoded, of an unknown
   *     schema, or cut off
   */
  public SpecificRecord decode(byte[] bytes) throws UndecodableRecordException {
    if (bytes == null || bytes.length < HEADER_BYTES) {
      throw new UndecodableRecordException(
          "a value of "
              + (bytes == null ? 0 : bytes.length)
              + " bytes is shorter than the header of single-object encoding");
    }
    if (bytes[0] != MARKER_1 || bytes[1] != MARKER_2) {
      throw new UndecodableRecordException(
          "the value does not start with the marker of single-object encoding");
    }
    long fingerprint = ByteBuffer.wrap(bytes, 2, 8).order(ByteOrder.LITTLE_ENDIAN).getLong();
    FlatDecoder flat = flatDecoders.get(fingerprint);
    if (flat != null) {
      try {
        return flat.decode(bytes, HEADER_BYTES);
      } catch (AvroRuntimeException | IndexOutOfBoundsException e) {
        throw damaged(e);
      }
    }
    return decodeAny(bytes, fingerprint);
  }

  private SpecificRecord decodeAny(byte[] bytes, long fingerprint)
      throws UndecodableRecordException {
    SpecificDatumReader<SpecificRecord> reader = readers.get(fingerprint);
    if (reader == null) {
      throw new UndecodableRecordException(
          String.format(
              "schema %016x is not known here; upgrade this service before the one that wrote it",
              fingerprint));
    }
    BinaryDecoder decoder =
        DecoderFactory.get()
            .binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, REUSED_DECODER.get());
    REUSED_DECODER.set(decoder);
    try {
      return reader.read(null, decoder);
    } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException e) {
      throw damaged(e);
    }
  }

  private static UndecodableRecordException damaged(Exception e) {
    return new UndecodableRecordException("the record is cut off or damaged: " + e, e);
  }
}
