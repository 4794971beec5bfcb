/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.estate;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.collector.decode.FileContext;
import io.hop444.collector.decode.FileOrigin;
import io.hop444.collector.decode.LogParser;
import io.hop444.collector.decode.ReadCounts;
import io.hop444.collector.decode.ReaderSettings;
import io.hop444.collector.decode.RecordSink;
import io.hop444.schemas.EncodedRecord;
import io.hop444.schemas.RecordCodec;
import io.hop444.wire.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Gives bytes to the parser of a format, in pieces of any size, and keeps what comes out. */
public final class Reading {

  public static final Instant MODIFIED_AT = Instant.parse("2026-11-20T09:00:00Z");
  public static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private static final RecordCodec CODEC = new RecordCodec();

  private final List<SpecificRecord> all = new ArrayList<>();
  private final List<EncodedRecord> encoded = new ArrayList<>();
  private final FileContext context;
  private final FileContext encoding;
  private final LogParser encodingParser;
  private final LogParser parser;
  private final byte[] content;

  private Reading(LogFormat format, String log, ReaderSettings settings, byte[] content) {
    FileOrigin origin =
        new FileOrigin("DUB", "mbx07", log, "DUB/MBX07/" + log + "/file", MODIFIED_AT);
    this.context = new FileContext(origin, settings, format.kind(), RecordSink.ofObjects(all::add));
    this.encoding =
        new FileContext(origin, settings, format.kind(), RecordSink.ofBytes(CODEC, encoded::add));
    this.encodingParser = format.newParser(encoding);
    this.parser = format.newParser(context);
    this.content = content;
  }

  public static ReaderSettings settings() {
    return ReaderSettings.forReplay(InstantSource.fixed(NOW));
  }

  public static Reading of(LogFormat format, String log, String content) {
    return of(format, log, content.getBytes(StandardCharsets.UTF_8));
  }

  public static Reading of(LogFormat format, String log, byte[] content) {
    return of(format, log, content, settings(), 7_000);
  }

  public static Reading of(
      LogFormat format, String log, byte[] content, ReaderSettings settings, int pieceBytes) {
    Reading reading = new Reading(format, log, settings, content);
    reading.run(pieceBytes);
    return reading;
  }

  private void run(int pieceBytes) {
    run(parser, pieceBytes);
    run(encodingParser, pieceBytes);
    bytesMustBeOf(all);
  }

  private void run(LogParser by, int pieceBytes) {
    int taken = 0;
    int given = 0;
    while (given < content.length) {
      given = Math.min(content.length, given + pieceBytes);
      byte[] piece = Arrays.copyOfRange(content, taken, given);
      taken += by.parse(piece, 0, piece.length, taken, false);
    }
    byte[] rest = Arrays.copyOfRange(content, taken, content.length);
    by.parse(rest, 0, rest.length, taken, true);
  }

  /** What goes to Kafka must be what is made as objects, under the key that its type has. */
  private void bytesMustBeOf(List<SpecificRecord> objects) {
    assertThat(encoded).hasSameSizeAs(objects);
    for (int i = 0; i < encoded.size(); i++) {
      EncodedRecord bytes = encoded.get(i);
      EncodedRecord object = EncodedRecord.of(objects.get(i), CODEC);
      assertThat(bytes.value()).isEqualTo(object.value());
      assertThat(bytes.key()).isEqualTo(object.key());
      assertThat(bytes.topic()).isEqualTo(object.topic());
      assertThat(bytes.millis()).isEqualTo(object.millis());
    }
  }

  /** Everything in the order of the file, dead letters among them. */
  public List<SpecificRecord> all() {
    return all;
  }

  public List<DeadLetter> deadLetters() {
    return of(DeadLetter.class);
  }

  public <T extends SpecificRecord> List<T> of(Class<T> type) {
    return all.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** The only record there is. */
  public <T extends SpecificRecord> T only(Class<T> type) {
    if (all.size() != 1) {
      throw new AssertionError("expected one record, got " + all);
    }
    return type.cast(all.get(0));
  }

  public ReadCounts counts() {
    return context.counts();
  }

  public FileContext context() {
    return context;
  }

  public LogParser parser() {
    return parser;
  }
}
