/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.collector.estate.LogFormat;
import io.hop444.collector.estate.Reading;
import io.hop444.wire.DeadLetter;
import io.hop444.wire.DeadLetterReason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LineParserTest {

  private static final String EVENT =
      "<Event><System><Provider Name='HTTP'/><EventID>15021</EventID>"
          + "<TimeCreated SystemTime='2026-11-20T10:05:02Z'/></System></Event>\n";

  private static final String SNAPSHOT =
      "{\"takenAt\":\"2026-11-20T09:55:00Z\",\"bindings\":[],\"iisSites\":[],\"certificates\":[]}";

  /** A record that cannot be made must not keep what stands behind it from being read. */
  @ParameterizedTest
  @EnumSource(LogFormat.class)
  void shouldMakeADeadLetterOfWhatTheCollectorItselfFailsAtAndReadOn(LogFormat format) {
    List<SpecificRecord> made = new ArrayList<>();
    FileContext context =
        new FileContext(
            new FileOrigin("DUB", "mbx07", "log", "source", Reading.MODIFIED_AT),
            Reading.settings(),
            format.kind(),
            RecordSink.ofObjects(
                record -> {
                  if (!(record instanceof DeadLetter) && made.isEmpty()) {
                    throw new IllegalStateException("CONTOSO\\anna");
                  }
                  made.add(record);
                }));
    byte[] content = content(format).getBytes(StandardCharsets.UTF_8);

    format.newParser(context).parse(content, 0, content.length, 0, true);

    DeadLetter letter = (DeadLetter) made.get(0);
    assertThat(letter.getReason()).isEqualTo(DeadLetterReason.PROCESSING_FAILED);
    assertThat(letter.getDetail()).isEqualTo("the collector failed at it: IllegalStateException");
    assertThat(made).hasSize(format.isDocument() ? 1 : 2);
    assertThat(context.counts().undecodable()).isEqualTo(1);
    assertThat(context.counts().records()).isEqualTo(format.isDocument() ? 0 : 1);
  }

  private static String content(LogFormat format) {
    return switch (format) {
      case IIS ->
          "#Fields: date time s-port cs-uri-stem\n" + "2026-11-20 10:05:02 444 /\n".repeat(2);
      case HTTP_ERR ->
          "#Fields: date time s-port s-reason\n" + "2026-11-20 10:05:02 444 AppOffline\n".repeat(2);
      case HTTP_PROXY ->
          "DateTime,RequestId,BackEndStatus,TargetServer\n"
              + "2026-11-20T10:05:02.130Z,r,200,mbx07\n".repeat(2);
      case EVENT_XML -> EVENT.repeat(2);
      case EVENT_JSON ->
          "{\"SourceName\":\"HTTP\",\"EventID\":15021,\"EventTime\":\"2026-11-20T10:05:02Z\"}\n"
              .repeat(2);
      case INVENTORY_JSON -> SNAPSHOT;
      case NETSH -> "-----\n";
    };
  }

  @Test
  void shouldGiveTheSameWhateverThePiecesAre() {
    String content =
        "\uFEFF#Fields: date time s-port cs-uri-stem\r\n2026-11-20 10:05:02 444 /ä\n\r\n\n"
            + "2026-11-20 10:05:03 444 /\0\n\uFEFF2026-11-20 10:05:04 444 /c\r\nx";
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    List<SpecificRecord> whole = Reading.of(LogFormat.IIS, "W3SVC1", bytes).all();

    assertThat(whole).hasSize(4);
    for (int piece = 1; piece < 40; piece++) {
      assertThat(Reading.of(LogFormat.IIS, "W3SVC1", bytes, Reading.settings(), piece).all())
          .as("pieces of %d bytes", piece)
          .isEqualTo(whole);
    }
  }
}
