/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hop444.wire.ClientRequest;
import io.hop444.wire.ProxiedRequest;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordCodecTest {

  private final RecordCodec codec = new RecordCodec();

  static List<Class<? extends SpecificRecord>> recordTypes() {
    return Arrays.stream(Topic.values()).flatMap(topic -> topic.recordTypes().stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("recordTypes")
  void shouldReadBackWhatItWrote(Class<? extends SpecificRecord> type) throws Exception {
    SpecificRecord record = SampleRecords.of(type);

    byte[] bytes = codec.encode(record);

    assertThat(codec.decode(bytes)).isEqualTo(record);
  }

  @ParameterizedTest
  @MethodSource("recordTypes")
  void shouldDecodeTheGoldenBytesOfEveryVersion(Class<? extends SpecificRecord> type)
      throws Exception {
    int decoded = 0;
    for (int version = 1; version <= ReleasedSchemas.NEWEST; version++) {
      String name = type.getSimpleName();
      String schema = "released/v" + version + "/" + name + ".avsc";
      try (InputStream written = ReleasedSchemas.class.getResourceAsStream(schema);
          InputStream golden =
              getClass().getResourceAsStream("/golden/" + name + "/v" + version + ".bin")) {
        assertThat(golden == null)
            .as("bytes and schema of v%d", version)
            .isEqualTo(written == null);
        if (golden != null) {
          SpecificRecord expected = SampleRecords.of(type, new Schema.Parser().parse(written));

          assertThat(codec.decode(golden.readAllBytes())).isEqualTo(expected);
          decoded++;
        }
      }
    }
    assertThat(decoded).isPositive();
  }

  @ParameterizedTest
  @MethodSource("recordTypes")
  void shouldKeepEverySchemaAsItWasReleased(Class<? extends SpecificRecord> type) {
    Schema today = SpecificData.get().getSchema(type);

    List<Schema> released = ReleasedSchemas.of(type.getSimpleName());

    assertThat(released)
        .as("today's schema of %s must stand in released/vN; add a version", type.getSimpleName())
        .anySatisfy(schema -> assertThat(schema.toString()).isEqualTo(today.toString()));
  }

  @ParameterizedTest
  @MethodSource("recordTypes")
  void shouldWriteTheBytesThatAvroWrites(Class<? extends SpecificRecord> type) throws Exception {
    SpecificRecord record = SampleRecords.of(type);
    SpecificData model = new SpecificData(type.getClassLoader());
    model.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
    ByteBuffer expected =
        new BinaryMessageEncoder<SpecificRecord>(model, record.getSchema()).encode(record);

    byte[] bytes = codec.encode(record);

    assertThat(ByteBuffer.wrap(bytes)).isEqualTo(expected);
  }

  @Test
  void shouldWriteNullsNegativeNumbersAndTextsOfAnyLengthAsAvroDoes() throws Exception {
    for (String text : List.of("", "\u00e9\u4e2d\ud83d\ude00", "x".repeat(300_000), "\ud800")) {
      ProxiedRequest record = (ProxiedRequest) SampleRecords.of(ProxiedRequest.class);
      record.put("text", text);
      record.put("user", null);
      record.put("httpStatus", -1);
      record.put("endedAt", Instant.ofEpochMilli(-12_345_678_901L));

      ProxiedRequest read = (ProxiedRequest) codec.decode(codec.encode(record));

      assertThat(read.getText()).isEqualTo(text.equals("\ud800") ? "?" : text);
      assertThat(read.getUser()).isNull();
      assertThat(read.getHttpStatus()).isEqualTo(-1);
      assertThat(read.getEndedAt()).isEqualTo(record.getEndedAt());
    }
  }

  @Test
  void shouldRefuseBytesOfAnUnknownSchema() {
    byte[] bytes = {(byte) 0xC3, 0x01, 1, 2, 3, 4, 5, 6, 7, 8, 9};

    assertThatThrownBy(() -> codec.decode(bytes))
        .isInstanceOf(UndecodableRecordException.class)
        .hasMessageContaining("0807060504030201");
  }

  @Test
  void shouldRefuseBytesWithoutTheMarker() {
    assertThatThrownBy(
            () -> codec.decode("{\"json\":true}".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isInstanceOf(UndecodableRecordException.class)
        .hasMessageContaining("marker");
  }

  @ParameterizedTest
  @MethodSource("recordTypes")
  void shouldRefuseEveryTruncatedRecord(Class<? extends SpecificRecord> type) {
    byte[] whole = codec.encode(SampleRecords.of(type));

    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> codec.decode(cut)).isInstanceOf(UndecodableRecordException.class);
    }
  }

  /** Rows are read on a way of their own. */
  @Test
  void shouldReadDamagedRowsOrRefuseThemAndNothingElse() throws Exception {
    byte[] whole = codec.encode(SampleRecords.of(ProxiedRequest.class));
    Random random = new Random(444);

    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = whole.clone();
      damaged[10 + random.nextInt(whole.length - 10)] = (byte) random.nextInt(256);
      SpecificRecord read = null;
      try {
        read = codec.decode(damaged);
      } catch (UndecodableRecordException e) {
        assertThat(e).hasMessageContaining("damaged");
      }
      if (read != null) {
        assertThat(codec.decode(codec.encode(read))).isEqualTo(read);
      }
    }
  }

  @Test
  void shouldGiveRepeatedTextsAsOneObject() throws Exception {
    byte[] bytes = codec.encode(SampleRecords.of(ClientRequest.class));
    byte[] plain = "DUB/CAS01/x.log".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    RepeatedTexts texts = new RepeatedTexts();

    assertThat(texts.of(plain, 0, plain.length))
        .isEqualTo("DUB/CAS01/x.log")
        .isSameAs(texts.of(plain.clone(), 0, plain.length));
    assertThat(codec.decode(bytes)).isEqualTo(codec.decode(bytes));
  }
}
