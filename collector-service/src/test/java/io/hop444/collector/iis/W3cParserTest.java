/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.iis;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.collector.decode.ReaderSettings;
import io.hop444.collector.decode.Requesters;
import io.hop444.collector.domain.RequesterRules;
import io.hop444.collector.estate.LogFormat;
import io.hop444.collector.estate.Reading;
import io.hop444.collector.redaction.Redaction;
import io.hop444.wire.BackEndRequest;
import io.hop444.wire.ClientRequest;
import io.hop444.wire.DeadLetterReason;
import io.hop444.wire.LogKind;
import io.hop444.wire.Requester;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class W3cParserTest {

  private static final String FIELDS =
      "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip"
          + " cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken\r\n";
  private static final String HEADER =
      "#Software: Microsoft Internet Information Services 10.0\r\n#Version: 1.0\r\n"
          + "#Date: 2026-11-20 10:00:00\r\n"
          + FIELDS;
  private static final String ID = "74de217e-4274-4073-90b3-5f0a32eeb4c9";

  private static Reading read(String content) {
    return Reading.of(LogFormat.IIS, "W3SVC7", content);
  }

  private static String row(String stem, String query, int port, String user, String agent) {
    return "2026-11-20 10:05:02 10.1.0.7 POST %s %s %d %s 10.1.0.3 %s - 200 0 64 93\r\n"
        .formatted(stem, query, port, user, agent);
  }

  @Test
  void shouldReadFrontEndRowOfPort443WhateverTheFolderNumber() {
    Reading reading =
        read(
            HEADER
                + row(
                    "/owa/",
                    "&CafeReqId=" + ID.toUpperCase(Locale.ROOT),
                    443,
                    "CONTOSO\\anna",
                    "Edge"));

    ClientRequest request = reading.only(ClientRequest.class);
    assertThat(request.getEndedAt()).isEqualTo(Instant.parse("2026-11-20T10:05:02Z"));
    assertThat(request.getRequestId()).isEqualTo(ID);
    assertThat(request.getServerAddress()).isEqualTo("10.1.0.7");
    assertThat(request.getClient()).isEqualTo("10.1.0.3");
    assertThat(request.getUser()).isEqualTo("CONTOSO\\anna");
    assertThat(request.getRequester()).isEqualTo(Requester.PERSON);
    assertThat(request.getStatus()).isEqualTo(200);
    assertThat(request.getWin32Status()).isEqualTo(64);
    assertThat(request.getTimeTakenMillis()).isEqualTo(93);
    assertThat(request.getText()).startsWith("2026-11-20 10:05:02 ").endsWith(" 93");
    assertThat(reading.context().kind()).isEqualTo(LogKind.FRONT_END_IIS);
  }

  @Test
  void shouldReadBackEndRowOfPort444WithItsIds() {
    Reading owa = read(HEADER + row("/owa/", "&ActID=" + ID + "&CorrelationID=x", 444, "-", "E"));
    Reading mapi =
        read(
            HEADER
                + row(
                    "/mapi/emsmdb/",
                    "MailboxId=a@b&FrontEnd=CAS02.Contoso.Test&RequestId=" + ID + "&Stage=x",
                    444,
                    "CONTOSO\\anna+maria",
                    "E"));
    Reading ews = read(HEADER + row("/EWS/Exchange.asmx", "-", 444, "-", "E"));

    assertThat(owa.only(BackEndRequest.class).getRequestId()).isEqualTo(ID);
    assertThat(mapi.only(BackEndRequest.class).getRequestId()).isEqualTo(ID);
    assertThat(mapi.only(BackEndRequest.class).getFrontEnd()).isEqualTo("cas02");
    assertThat(mapi.only(BackEndRequest.class).getUser()).isEqualTo("CONTOSO\\anna maria");
    assertThat(mapi.only(BackEndRequest.class).getPeerAddress()).isEqualTo("10.1.0.3");
    assertThat(ews.only(BackEndRequest.class).getRequestId()).isNull();
    assertThat(ews.context().kind()).isEqualTo(LogKind.BACK_END_IIS);
  }

  @Test
  void shouldTellFrontEndAndBackEndApartByPortInOneFileOfAnyFolder() {
    Reading reading =
        Reading.of(
            LogFormat.IIS,
            "W3SVC7",
            HEADER
                + row("/owa/", "&cafeReqId=" + ID, 443, "-", "E")
                + row("/owa/", "&ActID=" + ID, 444, "-", "E"));

    assertThat(reading.of(ClientRequest.class)).hasSize(1);
    assertThat(reading.of(BackEndRequest.class)).hasSize(1);
    assertThat(reading.context().kind()).isEqualTo(LogKind.BACK_END_IIS);
  }

  @Test
  void shouldKeepZonesOfIpv6AddressesAndPassOverColumnsOfTheOperatorsOwn() {
    BackEndRequest request =
        read("#Fields: date time X-Trace c-ip s-ip s-port cs-uri-stem sc-status OriginalIP\n"
                + "2026-11-20 10:05:02 t1 fe80::9c1d:2%3 fe80::9c1d:1%3 444 /owa/ 200 -\n")
            .only(BackEndRequest.class);

    assertThat(request.getPeerAddress()).isEqualTo("fe80::9c1d:2%3");
    assertThat(request.getServerAddress()).isEqualTo("fe80::9c1d:1%3");
    assertThat(request.getStatus()).isEqualTo(200);
  }

  @Test
  void shouldCountAndNotShipRowsOfOtherPortsAndOfOtherSites() {
    Reading reading =
        read(HEADER + row("/", "-", 80, "-", "E") + row("/intranet/", "-", 443, "-", "E"));

    assertThat(reading.all()).isEmpty();
    assertThat(reading.counts().ignored()).isEqualTo(2);
    assertThat(reading.context().kind()).isEqualTo(LogKind.OTHER_IIS);
    assertThat(reading.context().latestMillis())
        .isEqualTo(Instant.parse("2026-11-20T10:05:02Z").toEpochMilli());
  }

  @Test
  void shouldFollowFieldsThatChangeInMidFileAndSkipForeignCommentsAndBlankLines() {
    String content =
        HEADER
            + row("/owa/", "-", 443, "-", "E")
            + "\r\n# moved by the night job\n"
            + "#Fields: TIME DATE sc-status s-port cs-uri-stem X-Forwarded-For\n"
            + "10:06:00 2026-11-20 503 443 /ews/ 192.0.2.1\n";

    List<ClientRequest> requests = read(content).of(ClientRequest.class);

    assertThat(requests).hasSize(2);
    assertThat(requests.get(1).getEndedAt()).isEqualTo(Instant.parse("2026-11-20T10:06:00Z"));
    assertThat(requests.get(1).getStatus()).isEqualTo(503);
    assertThat(requests.get(1).getTimeTakenMillis()).isEqualTo(-1);
    assertThat(requests.get(1).getMethod()).isNull();
  }

  @Test
  void shouldTakeDateFromDirectiveWhenRowsHaveNone() {
    String content =
        "#Date: 2026-11-20 23:00:00\n#Fields: time s-port cs-uri-stem\n23:05:00 444 /owa/\n";

    BackEndRequest request = read(content).only(BackEndRequest.class);

    assertThat(request.getEndedAt()).isEqualTo(Instant.parse("2026-11-20T23:05:00Z"));
  }

  @Test
  void shouldMakeDeadLettersOfRowsWithTooManyOrTooFewFields() {
    String good = row("/owa/", "-", 443, "-", "E");
    Reading reading =
        read(HEADER + good.replace(" E ", " E with blanks ") + "2026-11-20 10:05:02 x\r\n" + good);

    assertThat(reading.deadLetters())
        .extracting(letter -> letter.getReason())
        .containsExactly(DeadLetterReason.WRONG_COLUMN_COUNT, DeadLetterReason.WRONG_COLUMN_COUNT);
    assertThat(reading.deadLetters().get(1).getDetail())
        .isEqualTo("3 fields where #Fields names 15");
    assertThat(reading.deadLetters().get(1).getSource()).isEqualTo("DUB/MBX07/W3SVC7/file");
    assertThat(reading.of(ClientRequest.class)).hasSize(1);
    assertThat(reading.counts().undecodable()).isEqualTo(2);
  }

  @Test
  void shouldKeepDeadLettersOfHeaderlessFileBoundedAndCountTheRest() {
    ReaderSettings few =
        new ReaderSettings(
            "c1",
            new Requesters(RequesterRules.DEFAULT),
            Redaction.OFF,
            1_000,
            3,
            InstantSource.fixed(Reading.NOW));
    byte[] content = row("/owa/", "-", 443, "-", "E").repeat(10).getBytes(StandardCharsets.UTF_8);

    Reading reading = Reading.of(LogFormat.IIS, "W3SVC1", content, few, 100);

    assertThat(reading.deadLetters()).hasSize(3);
    assertThat(reading.deadLetters().get(0).getReason()).isEqualTo(DeadLetterReason.NO_HEADER);
    assertThat(reading.deadLetters().get(2).getDetail()).contains("only counted");
    assertThat(reading.counts().undecodable()).isEqualTo(10);
    assertThat(reading.counts().lines()).isEqualTo(10);
  }

  @Test
  void shouldMakeDeadLetterOfValuesThatAreNone() {
    String good = row("/owa/", "-", 444, "-", "E");
    Reading reading =
        read(
            HEADER
                + good.replace(" 200 ", " OK ")
                + good.replace(" 444 ", " port ")
                + good.replace("2026-11-20 10", "2026-13-20 10"));

    assertThat(reading.deadLetters())
        .hasSize(3)
        .allMatch(letter -> letter.getReason() == DeadLetterReason.BAD_VALUE);
  }

  @Test
  void shouldReadUtf8AnsiUtf16AndByteOrderMarkAlike() throws Exception {
    String content = HEADER + row("/owa/", "-", 443, "CONTOSO\\müller", "E");
    ByteArrayOutputStream utf16 = new ByteArrayOutputStream();
    utf16.write(new byte[] {(byte) 0xFF, (byte) 0xFE});
    utf16.write(content.getBytes(StandardCharsets.UTF_16LE));
    for (byte[] bytes :
        List.of(
            content.getBytes(StandardCharsets.UTF_8),
            ("\uFEFF" + content).getBytes(StandardCharsets.UTF_8),
            content.getBytes(Charset.forName("windows-1252")),
            utf16.toByteArray())) {
      for (int piece : new int[] {1, 7, 10_000}) {
        Reading reading = Reading.of(LogFormat.IIS, "W3SVC1", bytes, Reading.settings(), piece);

        assertThat(reading.only(ClientRequest.class).getUser()).isEqualTo("CONTOSO\\müller");
      }
    }
  }

  @Test
  void shouldGiveOffsetOfTheLineInBytes() {
    String first = row("/owa/", "-", 443, "CONTOSO\\müller", "E");
    Reading reading = read(HEADER + first + row("/owa/", "-", 443, "-", "E"));

    long expected = (HEADER + first).getBytes(StandardCharsets.UTF_8).length;
    assertThat(reading.of(ClientRequest.class).get(1).getPosition().getOffset())
        .isEqualTo(expected);
    assertThat(reading.parser().headerOffset()).isEqualTo(HEADER.indexOf("#Fields"));
  }

  @Test
  void shouldTakeLastLineWithoutLineEndOnlyWhenItIsWhole() {
    String row = row("/owa/", "-", 443, "-", "E").stripTrailing();

    Reading whole = read(HEADER + row);
    Reading cut = read(HEADER + row.substring(0, 60));

    assertThat(whole.of(ClientRequest.class)).hasSize(1);
    assertThat(cut.deadLetters().get(0).getDetail()).contains("the file ends in mid-line");
    assertThat(cut.counts().lines()).isEqualTo(5);
  }

  @Test
  void shouldMakeOneDeadLetterOfAnOverlongLineAndReadOnBehindIt() {
    ReaderSettings small =
        new ReaderSettings(
            "c1",
            new Requesters(RequesterRules.DEFAULT),
            Redaction.OFF,
            500,
            9,
            InstantSource.fixed(Reading.NOW));
    String good = row("/owa/", "-", 443, "-", "E");
    String content = HEADER + "x".repeat(5_000) + "\r\n" + good;
    for (int piece : new int[] {64, 700, 100_000}) {
      Reading reading =
          Reading.of(
              LogFormat.IIS, "W3SVC1", content.getBytes(StandardCharsets.UTF_8), small, piece);

      assertThat(reading.deadLetters()).hasSize(1);
      assertThat(reading.deadLetters().get(0).getReason()).isEqualTo(DeadLetterReason.TOO_LONG);
      assertThat(reading.deadLetters().get(0).getRawLength()).isBetween(5_000L, 5_001L);
      assertThat(reading.deadLetters().get(0).getOffset()).isEqualTo(HEADER.length());
      assertThat(reading.of(ClientRequest.class)).hasSize(1);
    }
  }

  @Test
  void shouldReplaceTheCharacterNulThatCrashedServersLeave() {
    Reading reading = read(HEADER + row("/owa/", "-", 443, "-", "E\0\0"));

    assertThat(reading.only(ClientRequest.class).getText()).doesNotContain("\0");
  }

  @Test
  void shouldTellProbesServicesAndAnonymousFromPeople() {
    Reading reading =
        read(
            HEADER
                + row("/owa/", "-", 444, "CONTOSO\\HealthMailboxab8e", "Edge")
                + row("/owa/", "-", 444, "CONTOSO\\anna", "AMProbe/Local/ClientAccess")
                + row("/owa/healthcheck.htm", "-", 444, "-", "HAProxy")
                + row("/ews/", "-", 444, "CONTOSO\\MBX01$", "E")
                + row("/ews/", "-", 444, "-", "E"));

    assertThat(reading.of(BackEndRequest.class))
        .extracting(request -> request.getRequester())
        .containsExactly(
            Requester.PROBE,
            Requester.PROBE,
            Requester.PROBE,
            Requester.SERVICE,
            Requester.ANONYMOUS);
  }

  @Test
  void shouldGoOnInMidFileWithTheHeaderInForce() {
    Reading whole = read(HEADER + row("/owa/", "-", 443, "-", "E"));
    Reading later = read("");
    byte[] head = HEADER.getBytes(StandardCharsets.UTF_8);
    byte[] row = row("/ews/", "-", 443, "-", "E").getBytes(StandardCharsets.UTF_8);

    later
        .parser()
        .resume(head, whole.parser().headerOffset(), FIELDS.getBytes(StandardCharsets.UTF_8));
    later.parser().parse(row, 0, row.length, whole.parser().resumeOffset(), false);

    assertThat(later.only(ClientRequest.class).getStem()).isEqualTo("/ews/");
    assertThat(later.parser().headerOffset()).isEqualTo(whole.parser().headerOffset());
  }

  @Test
  void shouldFindRequestIdsBehindEverySignThatPartsThem() {
    for (String query :
        List.of("cafeReqId=%s", "a=1?cafeReqId=%s;", "a=1;&cafeReqId=%s", "x;cafeReqId=%s")) {
      assertThat(
              read(HEADER + row("/owa/", query.formatted(ID), 443, "-", "E"))
                  .only(ClientRequest.class)
                  .getRequestId())
          .as(query)
          .isEqualTo(ID);
    }
    assertThat(
            read(HEADER + row("/owa/", "xcafeReqId=" + ID + "&cafeReqId=none", 443, "-", "E"))
                .only(ClientRequest.class)
                .getRequestId())
        .isNull();
  }
}
