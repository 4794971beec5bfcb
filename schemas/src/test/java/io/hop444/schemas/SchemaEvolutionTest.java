/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Services of different releases beside each other: each pair of released versions of each schema,
 * as writer and reader. A reader of a later release finds the writer's schema in its own jar; one
 * of an earlier release has to be given it, which the tests do, or dead-letters the record.
 */
class SchemaEvolutionTest {

  static Stream<Arguments> pairs() {
    List<Arguments> pairs = new ArrayList<>();
    for (Class<? extends SpecificRecord> type : RecordCodecTest.recordTypes()) {
      List<Schema> versions = ReleasedSchemas.of(type.getSimpleName());
      for (Schema writer : versions) {
        for (Schema reader : versions) {
          pairs.add(
              arguments(
                  type,
                  writer,
                  reader,
                  versions.indexOf(writer) + " to " + versions.indexOf(reader)));
        }
      }
    }
    return pairs.stream();
  }

  @ParameterizedTest(name = "{0}, {3}")
  @MethodSource("pairs")
  void shouldReadWhatAnyOtherReleaseWrote(
      Class<? extends SpecificRecord> type, Schema writer, Schema reader, String versions)
      throws Exception {
    assertThat(SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType())
        .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    GenericRecord written = (GenericRecord) generic(type, writer);

    GenericRecord read = decode(reader, writer, encode(writer, written));

    for (Schema.Field field : reader.getFields()) {
      if (writer.getField(field.name()) != null && isSame(writer, reader, field.name())) {
        assertThat(read.get(field.name())).isEqualTo(written.get(field.name()));
      } else {
        assertThat(GenericData.get().validate(field.schema(), read.get(field.name())))
            .as(field.name())
            .isTrue();
      }
    }
  }

  static Stream<Arguments> writers() {
    return RecordCodecTest.recordTypes().stream()
        .flatMap(
            type ->
                ReleasedSchemas.of(type.getSimpleName()).stream()
                    .map(writer -> arguments(type, writer)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("writers")
  void shouldDecodeWithTodaysCodecWhatAnyReleaseWrote(
      Class<? extends SpecificRecord> type, Schema writer) throws Exception {
    byte[] bytes = encode(writer, (GenericRecord) generic(type, writer));

    SpecificRecord read = new RecordCodec().decode(bytes);

    assertThat(read).isEqualTo(SampleRecords.of(type, writer));
  }

  private static boolean isSame(Schema writer, Schema reader, String field) {
    return writer.getField(field).schema().equals(reader.getField(field).schema());
  }

  /** A sample as a program without our classes has it. */
  private static Object generic(Class<? extends SpecificRecord> type, Schema writer)
      throws Exception {
    SpecificRecord sample = SampleRecords.of(type, writer);
    SpecificData model = new SpecificData(type.getClassLoader());
    model.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
    byte[] today =
        toArray(new BinaryMessageEncoder<SpecificRecord>(model, sample.getSchema()).encode(sample));
    return decode(writer, sample.getSchema(), today);
  }

  private static byte[] encode(Schema writer, GenericRecord record) throws Exception {
    return toArray(
        new BinaryMessageEncoder<GenericRecord>(new GenericData(), writer).encode(record));
  }

  private static GenericRecord decode(Schema reader, Schema writer, byte[] bytes) throws Exception {
    BinaryMessageDecoder<GenericRecord> decoder =
        new BinaryMessageDecoder<>(new GenericData(), reader);
    decoder.addSchema(writer);
    return decoder.decode(bytes);
  }

  private static byte[] toArray(java.nio.ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
