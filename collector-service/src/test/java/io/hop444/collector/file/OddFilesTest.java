/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.wire.BindingSnapshot;
import io.hop444.wire.ClientRequest;
import io.hop444.wire.DeadLetter;
import io.hop444.wire.DeadLetterReason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Things that nobody means to do to a folder of logs, and that happen. */
class OddFilesTest extends FollowedEstate {

  @Test
  void shouldShipAFileOfSeveralNamesOnce() throws Exception {
    start(false);
    write(log(), HEADER + row("a"));
    Files.createSymbolicLink(log().resolveSibling("current.log"), log());
    Files.createLink(log().resolveSibling("hard.log"), log());
    roundsAndAcknowledge();
    write(log(), row("b"));
    roundsAndAcknowledge();
    tailer.close();
    follow(false);
    write(log(), row("c"));

    roundsAndAcknowledge();

    assertThat(shipping.stems()).containsExactly("/owa/a", "/owa/b", "/owa/c");
    assertThat(
            shipping.of(ClientRequest.class).stream()
                .map(request -> request.getPosition().getSource())
                .distinct())
        .hasSize(1);
    assertThat(gaps()).isEmpty();
  }

  @Test
  void shouldReadOnWhereLinksLeadInACircleOrNowhere() throws Exception {
    start(false);
    write(log(), HEADER + row("a"));
    Files.createSymbolicLink(log().resolveSibling("loop"), folder.resolve("estate"));
    Files.createSymbolicLink(log().resolveSibling("u_ex1.log"), folder.resolve("nothing"));
    Files.createSymbolicLink(folder.resolve("estate/LINKED"), folder.resolve("estate/AMS"));
    write(folder.resolve("estate/AMS/CAS02/W3SVC1/u_ex.log"), HEADER + row("b"));

    roundsAndAcknowledge();

    assertThat(shipping.stems()).containsExactlyInAnyOrder("/owa/a", "/owa/b");
  }

  @Test
  void shouldGoOnWhenAFileWasReplacedByAFolderAndBack() throws Exception {
    start(false);
    write(log(), HEADER + row("a"));
    roundsAndAcknowledge();
    Files.delete(log());
    Files.createDirectory(log());
    write(log().resolveSibling("u_ex261121.log"), HEADER + row("b"));
    roundsAndAcknowledge();
    Files.delete(log());
    write(log(), HEADER + row("c"));

    roundsAndAcknowledge();

    assertThat(shipping.stems()).containsExactly("/owa/a", "/owa/b", "/owa/c");
    assertThat(gaps()).isEmpty();
  }

  @Test
  void shouldFollowFilesThatAreEmptyOrHoldNoRowYet() throws Exception {
    start(false);
    write(log(), "");
    Path other = log().resolveSibling("u_ex261121.log");
    write(other, "");
    rounds();
    write(log(), "#Fields: date time cs-uri-stem");
    rounds();
    Files.delete(other);
    write(log(), " s-port sc-status\n");
    rounds();
    write(log(), row("a"));

    roundsAndAcknowledge();

    assertThat(shipping.stems()).containsExactly("/owa/a");
    assertThat(shipping.of(DeadLetter.class)).isEmpty();
    assertThat(gaps()).isEmpty();
  }

  @Test
  void shouldKnowTheDateOfALogWithoutDatesAfterARestartAndWhenStartedAtItsEnd() throws Exception {
    String head = "#Date: 2026-11-20 09:00:00\n#FIELDS: time cs-uri-stem s-port\n";
    Path old = log().resolveSibling("u_ex261119.log");
    write(old, head + "10:05:01 /owa/old 443\n");
    start(true);
    rounds();
    write(log(), head + "10:05:02 /owa/a 443\n");
    roundsAndAcknowledge();
    tailer.close();
    follow(false);
    write(log(), "10:05:03 /owa/b 443\n");
    write(old, "10:05:04 /owa/c 443\n");

    roundsAndAcknowledge();

    assertThat(shipping.of(DeadLetter.class)).isEmpty();
    assertThat(shipping.of(ClientRequest.class))
        .extracting(ClientRequest::getEndedAt)
        .containsExactlyInAnyOrder(
            Instant.parse("2026-11-20T10:05:02Z"),
            Instant.parse("2026-11-20T10:05:03Z"),
            Instant.parse("2026-11-20T10:05:04Z"));
  }

  @Test
  void shouldMakeDeadLettersOfWhatTheNameOfAFileLiesAbout() throws Exception {
    String csv = "DateTime,RequestId,BackEndStatus,TargetServer\n2026-11-20T10:05:02.1Z,r,200,m\n";
    start(false);
    write(log(), csv);
    write(folder.resolve("estate/DUB/CAS01/HttpProxy/Owa/HttpProxy_1-1.LOG"), HEADER + row("a"));
    write(folder.resolve("estate/DUB/CAS01/events/a.json"), "<Event>\n");
    write(folder.resolve("estate/DUB/CAS01/events/b.xml"), "{\"EventID\":15021}\n");
    write(log().resolveSibling("image.log"), "\u0089PNG\r\n\u001a\n\0\0\0");

    roundsAndAcknowledge();
    folder.resolve("estate/DUB/CAS01/events/b.xml").toFile().delete();
    roundsAndAcknowledge();

    assertThat(shipping.stems()).isEmpty();
    assertThat(shipping.of(DeadLetter.class))
        .extracting(DeadLetter::getSource)
        .extracting(source -> source.substring(source.lastIndexOf('/') + 1))
        .contains("u_ex261120.log", "HttpProxy_1-1.LOG", "a.json", "b.xml", "image.log");
    assertThat(shipping.of(DeadLetter.class))
        .noneMatch(letter -> letter.getReason() == DeadLetterReason.PROCESSING_FAILED);
  }

  /** Somebody corrects the clock of the collector's machine by a day. */
  @Test
  void shouldGoOnAtOnceWhenTheClockIsSetBack() throws Exception {
    start(false);
    listEvery = Duration.ofSeconds(1);
    write(log(), HEADER + row("a"));
    roundsAndAcknowledge();
    int told = shipping.progressOf("W3SVC1").size();
    now = now.minus(Duration.ofDays(1));
    write(log().resolveSibling("u_ex261121.log"), HEADER + row("b"));

    roundsAndAcknowledge();
    rounds();

    assertThat(shipping.stems()).containsExactly("/owa/a", "/owa/b");
    assertThat(shipping.progressOf("W3SVC1").size()).isGreaterThan(told);
    assertThat(shipping.of(io.hop444.wire.ReadProgress.class))
        .anyMatch(progress -> progress.getLog().isEmpty() && progress.getAt().isBefore(now));
    tailer.logs().forEach(log -> assertThat(log.waiting()).isGreaterThanOrEqualTo(Duration.ZERO));
    tailer.logs().forEach(log -> assertThat(log.acknowledgedAt()).isBeforeOrEqualTo(now));
    tailer.close();
    follow(false);
    rounds();
    assertThat(shipping.stems()).hasSize(2);
  }

  @Test
  void shouldTellAStallThatBeganBeforeTheClockWasSetBack() throws Exception {
    start(false);
    write(log(), HEADER + row("a"));
    rounds();
    now = now.minus(Duration.ofDays(1));

    for (int i = 0; i < 60; i++) {
      now = now.plusSeconds(1);
      tailer.round();
    }

    assertThat(tailer.logs().get(0).waiting()).isGreaterThan(Duration.ofSeconds(45));
  }

  /** A server whose clock is ahead writes its inventory in the future. */
  @Test
  void shouldReadADocumentThatWasWrittenInTheFuture() throws Exception {
    Path file = folder.resolve("estate/DUB/MBX07/inventory/bindings.json");
    start(false);
    write(
        file,
        "{\"takenAt\":\"2026-11-20T09:55:00Z\",\"bindings\":[],\"iisSites\":[],"
            + "\"certificates\":[]}");
    Files.setLastModifiedTime(file, FileTime.from(now.plus(Duration.ofHours(1))));

    rounds();

    assertThat(shipping.of(BindingSnapshot.class)).hasSize(1);
  }

  @Test
  void shouldTakeLinesLongerThanItsFirstBuffer() throws Exception {
    start(false);
    List<Integer> lengths = List.of(70_000, 200_000, 1_000_000);
    write(log(), HEADER);
    for (int length : lengths) {
      write(log(), row("x".repeat(length)));
    }

    roundsAndAcknowledge();

    assertThat(shipping.stems())
        .extracting(String::length)
        .containsExactly(70_005, 200_005, 1_000_005);
  }
}
