/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.iis;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.collector.estate.LogFormat;
import io.hop444.collector.estate.Reading;
import io.hop444.wire.BackEndRequest;
import io.hop444.wire.ClientRequest;
import io.hop444.wire.DeadLetter;
import io.hop444.wire.DeadLetterReason;
import io.hop444.wire.HttpError;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What {@code #} lines do to the rows below them, also where nobody would write them so. */
class W3cHeaderTest {

  private static final String FIELDS = "#Fields: date time s-port cs-uri-stem sc-status\r\n";
  private static final String ROW = "2026-11-20 10:05:02 444 /owa/%s 200\r\n";

  private static Reading read(String content) {
    return Reading.of(LogFormat.IIS, "W3SVC2", content);
  }

  private static Iterable<String> stems(Reading reading) {
    return reading.of(BackEndRequest.class).stream().map(BackEndRequest::getStem).toList();
  }

  @Test
  void shouldTakeNamesOfColumnsInAnyCaseBetweenBlanksAndTabs() {
    Reading reading =
        read(
            "#FIELDS:\tDate\tTIME  S-Port\tCS-URI-Stem SC-Status \n"
                + "2026-11-20\t10:05:02 444\t/owa/a 200\n"
                + "2026-11-20 10:05:03 444 /owa/b 200 \n");

    assertThat(stems(reading)).containsExactly("/owa/a", "/owa/b");
  }

  @Test
  void shouldFollowFilesThatWerePutOneBehindTheOtherWithTheirByteOrderMarks() {
    String other = "\uFEFF#Fields: time date sc-status cs-uri-stem s-port\r\n";

    Reading reading =
        read(
            "\uFEFF"
                + FIELDS
                + ROW.formatted("a")
                + other
                + "10:06:00 2026-11-20 503 /owa/b 444\r\n"
                + "\uFEFF10:06:01 2026-11-20 503 /owa/c 444\n");

    assertThat(stems(reading)).containsExactly("/owa/a", "/owa/b", "/owa/c");
    assertThat(reading.deadLetters()).isEmpty();
    assertThat(reading.of(BackEndRequest.class).get(1).getPosition().getOffset())
        .isEqualTo(
            ("\uFEFF" + FIELDS + ROW.formatted("a") + other)
                .getBytes(StandardCharsets.UTF_8)
                .length);
  }

  @Test
  void shouldReadLinesThatEndInEitherWayAndAnsiAmongUtf8() throws Exception {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.write((FIELDS.strip() + "\n" + ROW.formatted("ä")).getBytes(StandardCharsets.UTF_8));
    content.write((ROW.formatted("ä").strip() + "\n").getBytes(Charset.forName("windows-1252")));
    content.write(("\r\n\n" + ROW.formatted("c")).getBytes(StandardCharsets.UTF_8));

    assertThat(stems(Reading.of(LogFormat.IIS, "W3SVC2", content.toByteArray())))
        .containsExactly("/owa/ä", "/owa/ä", "/owa/c");
  }

  @Test
  void shouldTakeTheFirstOfTwoColumnsOfOneName() {
    Reading reading =
        read(
            "#Fields: date time s-port cs-uri-stem sc-status S-PORT cs-uri-stem\n"
                + "2026-11-20 10:05:02 444 /owa/a 200 80 /x\n");

    assertThat(stems(reading)).containsExactly("/owa/a");
  }

  @Test
  void shouldSayOnceWhichColumnsAreMissingAndCountTheRows() {
    Reading reading =
        read(
            "#Fields: date time cs-uri-stem sc-status\n"
                + "2026-11-20 10:05:02 /owa/a 200\n2026-11-20 10:05:02 /owa/b 200\n"
                + "#Fields:\nx\n"
                + FIELDS
                + ROW.formatted("c"));

    assertThat(reading.deadLetters())
        .allMatch(letter -> letter.getReason() == DeadLetterReason.NO_HEADER)
        .extracting(DeadLetter::getDetail)
        .satisfiesExactly(
            first -> assertThat(first).startsWith("#Fields does not name s-port; rows"),
            second -> assertThat(second).contains("time, s-port, cs-uri-stem"));
    assertThat(reading.counts().ignored()).isEqualTo(3);
    assertThat(stems(reading)).containsExactly("/owa/c");
  }

  /** A request that HTTP.sys refused is no request that the back end answered. */
  @Test
  void shouldNotTakeALogOfHttpSysForOneOfASiteNorTheOtherWayRound() {
    String httpErr =
        "#Fields: date time c-ip s-port cs-uri sc-status s-reason s-queuename\n"
            + "2026-11-20 10:05:02 10.1.0.3 444 /owa/ 503 AppOffline MSExchangeOWAAppPool\n";

    Reading inFolderOfASite = read(httpErr);
    Reading inFolderOfHttpSys = Reading.of(LogFormat.HTTP_ERR, "HTTPERR", FIELDS + ROW);

    assertThat(inFolderOfASite.of(BackEndRequest.class)).isEmpty();
    assertThat(inFolderOfHttpSys.of(HttpError.class)).isEmpty();
    assertThat(inFolderOfASite.only(DeadLetter.class).getDetail()).contains("cs-uri-stem");
    assertThat(inFolderOfHttpSys.only(DeadLetter.class).getDetail()).contains("s-reason");
  }

  @Test
  void shouldMakeDeadLettersOfDaysThatNoMonthHas() {
    Reading reading =
        read(
            FIELDS
                + ROW.formatted("a").replace("11-20", "02-30")
                + ROW.formatted("b").replace("2026-11-20", "2028-02-29"));

    assertThat(reading.deadLetters()).hasSize(1);
    assertThat(stems(reading)).containsExactly("/owa/b");
  }

  @Test
  void shouldKnowTheDateOfTheDirectiveWhenItGoesOnInMidFile() {
    byte[] head =
        "#Date: 2026-11-20 00:00:00\r\n#Version: 1.0\r\n#Fields: time s-port cs-uri-stem\r\n"
            .getBytes(StandardCharsets.UTF_8);
    byte[] row = "23:05:00 443 /owa/\r\n".getBytes(StandardCharsets.UTF_8);
    Reading whole = Reading.of(LogFormat.IIS, "W3SVC1", head);
    Reading later = read("");

    later.parser().resume(head, whole.parser().headerOffset(), head);
    later.parser().parse(row, 0, row.length, head.length, false);

    assertThat(later.only(ClientRequest.class).getEndedAt())
        .isEqualTo(Instant.parse("2026-11-20T23:05:00Z"));
    assertThat(later.parser().headerOffset()).isZero();
  }

  /** A writer that names new columns under the date of the old ones. */
  @Test
  void shouldKnowTheNewestColumnsWhenItGoesOnBelowTheDateOfOlderOnes() {
    byte[] head =
        ("#Date: 2026-11-20 00:00:00\n#Fields: time s-port cs-uri-stem\n"
                + "23:04:00 443 /owa/old\n#Fields: time cs-uri-stem s-port\n")
            .getBytes(StandardCharsets.UTF_8);
    byte[] row = "23:05:00 /owa/new 443\n".getBytes(StandardCharsets.UTF_8);
    Reading whole = Reading.of(LogFormat.IIS, "W3SVC1", head);
    Reading later = read("");

    later.parser().resume(head, whole.parser().headerOffset(), head);
    later.parser().parse(row, 0, row.length, head.length, false);

    ClientRequest request = later.only(ClientRequest.class);
    assertThat(request.getStem()).isEqualTo("/owa/new");
    assertThat(request.getEndedAt()).isEqualTo(Instant.parse("2026-11-20T23:05:00Z"));
  }

  @Test
  void shouldNotRefuseAHeaderAgainWhenItGoesOnInMidFile() {
    byte[] header = "#Fields: date time\n".getBytes(StandardCharsets.UTF_8);
    Reading later = read("");

    later.parser().resume(header, 0, header);
    later
        .parser()
        .parse(ROW.getBytes(StandardCharsets.UTF_8), 0, ROW.length(), header.length, true);

    assertThat(later.all()).isEmpty();
    assertThat(later.counts().ignored()).isEqualTo(1);
  }
}
