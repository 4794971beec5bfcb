/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.collector.decode.ReaderSettings;
import io.hop444.wire.BindingSnapshot;
import io.hop444.wire.ClientRequest;
import io.hop444.wire.DeadLetter;
import io.hop444.wire.DeadLetterReason;
import io.hop444.wire.GapReason;
import io.hop444.wire.LogKind;
import io.hop444.wire.ReadProgress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EstateTailerTest {

  private static final String HEADER = "#Fields: date time cs-uri-stem s-port sc-status\n";

  @TempDir Path folder;
  private final FakeShipping shipping = new FakeShipping();
  private Instant now = Instant.parse("2026-11-20T10:00:00Z");
  private EstateTailer tailer;

  private Path log() {
    return folder.resolve("estate/DUB/CAS01/W3SVC1/u_ex261120.log");
  }

  private void start(boolean fromEnd) throws IOException {
    Files.createDirectories(log().getParent());
    ReaderSettings reader = ReaderSettings.forReplay(clock());
    tailer =
        new EstateTailer(
            new TailerSettings(
                "c1", folder.resolve("estate"), fromEnd, Duration.ZERO, 1 << 20, site -> reader),
            shipping,
            new CheckpointFile(folder.resolve("data")),
            clock());
  }

  private InstantSource clock() {
    return () -> now;
  }

  private void rounds() {
    for (int i = 0; i < 4; i++) {
      now = now.plusSeconds(2);
      tailer.round();
    }
  }

  private static String row(String stem) {
    return "2026-11-20 10:05:02 /owa/" + stem + " 443 200\n";
  }

  private void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Test
  void shouldShipLinesOnceAsTheyAreWrittenAndWaitForTheEndOfALine() throws Exception {
    start(false);
    write(log(), HEADER + row("a") + "2026-11-20 10:05:02 /owa/b");
    rounds();
    write(log(), " 443 200\n" + row("c"));

    rounds();

    assertThat(shipping.stems()).containsExactly("/owa/a", "/owa/b", "/owa/c");
    assertThat(shipping.of(DeadLetter.class)).isEmpty();
  }

  @Test
  void shouldShipTheBacklogOfAllLogsInOrderOfEventTime() throws Exception {
    List<String> expected = new ArrayList<>();
    StringBuilder even = new StringBuilder(HEADER);
    StringBuilder odd = new StringBuilder(HEADER);
    for (int second = 0; second < 30_000; second++) {
      String time = java.time.LocalTime.ofSecondOfDay(second).toString();
      String stem = "/owa/" + second;
      expected.add(stem);
      (second % 2 == 0 ? even : odd)
          .append("2026-11-20 ")
          .append(time.length() == 5 ? time + ":00" : time)
          .append(" ")
          .append(stem)
          .append(" 443 200\n");
    }
    write(log(), even.toString());
    write(folder.resolve("estate/AMS/CAS02/W3SVC1/u_ex261120.log"), odd.toString());
    start(false);

    for (int i = 0; i < 20; i++) {
      rounds();
    }

    assertThat(shipping.stems()).isEqualTo(expected);
  }

  @Test
  void shouldShipAgainAfterRestartOnlyWhatWasNotAcknowledged() throws Exception {
    start(false);
    write(log(), HEADER + row("a"));
    rounds();
    shipping.acknowledgeAll();
    rounds();
    write(log(), row("b"));
    rounds();
    tailer.close();
    shipping.shipped.clear();

    start(false);
    rounds();

    assertThat(shipping.stems()).containsExactly("/owa/b");
  }

  @Test
  void shouldNotTellRowsAsReadBeforeTheyAreAcknowledged() throws Exception {
    start(false);
    write(log(), HEADER + row("a"));
    rounds();
    List<ReadProgress> before = shipping.progressOf("W3SVC1");

    shipping.acknowledgeAll();
    rounds();

    assertThat(before).isNotEmpty().allMatch(p -> p.getReadUpTo() == null && p.getOffset() == 0);
    List<ReadProgress> after = shipping.progressOf("W3SVC1");
    ReadProgress last = after.get(after.size() - 1);
    assertThat(last.getReadUpTo()).isEqualTo(Instant.parse("2026-11-20T10:05:02Z"));
    assertThat(last.getOffset()).isEqualTo((HEADER + row("a")).length());
    assertThat(last.getLagBytes()).isZero();
    assertThat(last.getKind()).isEqualTo(LogKind.FRONT_END_IIS);
  }

  @Test
  void shouldMeasureTheServersClockByRowsThatWereJustWritten() throws Exception {
    start(false);
    write(log(), HEADER + "2026-11-20 09:59:00 /owa/old 443 200\n");
    rounds();
    shipping.acknowledgeAll();
    rounds();
    assertThat(shipping.progressOf("W3SVC1")).allMatch(p -> p.getClockSkewMillis() == null);
    String ahead = now.plusSeconds(90).toString().replace('T', ' ').substring(0, 19);
    Instant before = now;
    write(log(), ahead + " /owa/new 443 200\n");

    rounds();

    List<ReadProgress> told = shipping.progressOf("W3SVC1");
    assertThat(told.get(told.size() - 1).getClockSkewMillis())
        .isBetween(90_000L - java.time.Duration.between(before, now).toMillis(), 90_000L);
  }

  @Test
  void shouldSendSignsOfLifeOfLogsAndServersThatAreQuiet() throws Exception {
    start(false);
    write(log(), HEADER);
    rounds();
    shipping.acknowledgeAll();
    rounds();
    shipping.shipped.clear();

    for (int i = 0; i < 12; i++) {
      rounds();
    }

    assertThat(shipping.progressOf("W3SVC1").size()).isBetween(8, 11);
    assertThat(shipping.progressOf("")).allMatch(p -> p.getKind() == LogKind.SERVER);
    assertThat(shipping.progressOf("").size()).isBetween(8, 11);
  }

  @Test
  void shouldReadEverythingAgainThatWasLostOnItsWay() throws Exception {
    start(false);
    write(log(), HEADER + row("a"));
    rounds();
    shipping.acknowledgeAll();
    write(log(), row("b"));
    rounds();
    shipping.loseAll();
    shipping.shipped.clear();

    rounds();

    assertThat(shipping.stems()).containsExactly("/owa/b");
  }

  @Test
  void shouldReadNothingWhileThereIsNoRoomAndGoOnLater() throws Exception {
    start(false);
    shipping.room = false;
    write(log(), HEADER + row("a"));
    rounds();
    assertThat(shipping.shipped).isEmpty();

    shipping.room = true;
    rounds();

    assertThat(shipping.stems()).containsExactly("/owa/a");
  }

  @Test
  void shouldStartAtTheEndOfExistingFilesAtTheVeryFirstStartOnly() throws Exception {
    write(log(), HEADER + row("old"));
    start(true);
    rounds();
    write(log(), row("a"));
    Path later = log().resolveSibling("u_ex261121.log");
    write(later, HEADER + row("b"));
    rounds();
    tailer.close();
    Path missed = log().resolveSibling("u_ex261122.log");
    write(missed, HEADER + row("c"));

    start(true);
    rounds();

    assertThat(shipping.stems()).doesNotContain("/owa/old").contains("/owa/a", "/owa/b", "/owa/c");
    assertThat(shipping.of(DeadLetter.class)).isEmpty();
  }

  @Test
  void shouldReadRenamedFileToItsEndAndTheNewOneOfItsName() throws Exception {
    start(false);
    write(log(), HEADER + row("a"));
    rounds();
    shipping.acknowledgeAll();
    write(log(), row("b"));
    Files.move(log(), log().resolveSibling("u_ex261120.log.1"));
    write(log(), HEADER + row("c"));

    rounds();

    assertThat(shipping.stems()).containsExactlyInAnyOrder("/owa/a", "/owa/b", "/owa/c");
    ClientRequest c =
        shipping.of(ClientRequest.class).stream()
            .filter(r -> r.getStem().equals("/owa/c"))
            .findFirst()
            .orElseThrow();
    assertThat(c.getPosition().getSource()).isEqualTo("DUB/CAS01/W3SVC1/u_ex261120.log#2");
  }

  @Test
  void shouldReadDeletedFileToItsEndWhileItIsOpen() throws Exception {
    start(false);
    write(log(), HEADER + row("a"));
    rounds();
    shipping.acknowledgeAll();
    write(log(), row("b"));
    Files.delete(log());

    rounds();
    shipping.acknowledgeAll();
    rounds();

    assertThat(shipping.stems()).containsExactly("/owa/a", "/owa/b");
    assertThat(shipping.progressOf("W3SVC1")).allMatch(p -> p.getGap() == null);
  }

  @Test
  void shouldReportAFileThatWasDeletedUnreadWhileItWasNotRunning() throws Exception {
    start(false);
    write(log(), HEADER + row("a"));
    rounds();
    shipping.acknowledgeAll();
    shipping.room = false;
    write(log(), row("b"));
    rounds();
    tailer.close();
    Files.delete(log());
    shipping.room = true;

    start(false);
    rounds();

    ReadProgress gap =
        shipping.progressOf("W3SVC1").stream()
            .filter(p -> p.getGap() != null)
            .findFirst()
            .orElseThrow();
    assertThat(gap.getGap().getReason()).isEqualTo(GapReason.DELETED_UNREAD);
    assertThat(gap.getGap().getBytes()).isEqualTo(row("b").length());
  }

  @Test
  void shouldReadTruncatedFileFromItsStartAlsoWhenItHasGrownAgain() throws Exception {
    start(false);
    write(log(), HEADER + row("a") + row("b"));
    rounds();
    shipping.acknowledgeAll();
    Files.writeString(log(), HEADER + row("c"));
    rounds();
    shipping.acknowledgeAll();
    tailer.close();
    Files.writeString(log(), HEADER + row("d") + row("e") + row("f"));

    start(false);
    rounds();

    assertThat(shipping.stems())
        .containsExactly("/owa/a", "/owa/b", "/owa/c", "/owa/d", "/owa/e", "/owa/f");
  }

  @Test
  void shouldReadOnAFileThatWasRestoredByCopy() throws Exception {
    start(false);
    write(log(), HEADER + row("a"));
    rounds();
    shipping.acknowledgeAll();
    rounds();
    tailer.close();
    Path copy = log().resolveSibling("copy");
    Files.copy(log(), copy);
    Files.move(copy, log(), StandardCopyOption.REPLACE_EXISTING);
    write(log(), row("b"));

    start(false);
    rounds();

    assertThat(shipping.stems()).containsExactly("/owa/a", "/owa/b");
  }

  @Test
  void shouldFollowFilesWithTheSameFirstBytes() throws Exception {
    start(false);
    write(log(), HEADER + row("a"));
    write(log().resolveSibling("u_ex261121.log"), HEADER + row("a"));

    rounds();

    assertThat(shipping.stems()).containsExactly("/owa/a", "/owa/a");
  }

  @Test
  void shouldReadFilesOfALogOldestFirst() throws Exception {
    Path older = log().resolveSibling("u_ex261119.log");
    write(log(), HEADER + row("new"));
    write(older, HEADER + row("old"));
    Files.setLastModifiedTime(older, FileTime.from(Instant.parse("2026-11-19T10:00:00Z")));
    start(false);

    rounds();

    assertThat(shipping.stems()).containsExactly("/owa/old", "/owa/new");
  }

  @Test
  void shouldPickUpNewSitesAndServersWhileRunning() throws Exception {
    start(false);
    rounds();
    write(folder.resolve("estate/AMS/MBX01/W3SVC1/u_ex261120.log"), HEADER + row("a"));

    rounds();

    assertThat(shipping.of(ClientRequest.class).get(0).getPosition().getSite()).isEqualTo("AMS");
  }

  @Test
  void shouldReadAnInventoryAgainWhenItIsReplaced() throws Exception {
    String inventory =
        "{\"takenAt\":\"2026-11-20T09:55:00Z\",\"bindings\":[],\"iisSites\":[],"
            + "\"certificates\":[]}";
    Path file = folder.resolve("estate/DUB/MBX07/inventory/bindings.json");
    now = Instant.now().plusSeconds(60);
    start(true);
    write(file, inventory);
    rounds();
    shipping.acknowledgeAll();
    Files.writeString(file, inventory.replace("09:55", "10:55"));
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(30)));

    rounds();

    assertThat(shipping.of(BindingSnapshot.class))
        .extracting(s -> s.getPosition().getSource())
        .containsExactly(
            "DUB/MBX07/inventory/bindings.json", "DUB/MBX07/inventory/bindings.json#2");
  }

  @Test
  void shouldMakeOneDeadLetterOfALineLongerThanTheBufferAndReadOn() throws Exception {
    start(false);
    write(log(), HEADER + "x".repeat(3 << 20) + "\n" + row("a"));

    for (int i = 0; i < 5; i++) {
      rounds();
    }

    assertThat(shipping.of(DeadLetter.class)).hasSize(1);
    assertThat(shipping.of(DeadLetter.class).get(0).getReason())
        .isEqualTo(DeadLetterReason.TOO_LONG);
    assertThat(shipping.of(DeadLetter.class).get(0).getRawLength()).isEqualTo(3 << 20);
    assertThat(shipping.stems()).containsExactly("/owa/a");
  }

  @Test
  void shouldKeepADamagedCheckpointFileAsideAndReadFromTheStart() throws Exception {
    start(false);
    write(log(), HEADER + row("a"));
    rounds();
    shipping.acknowledgeAll();
    tailer.close();
    Files.writeString(folder.resolve("data/checkpoints.json"), "{\"version\":1,\"fil");

    start(true);
    rounds();

    assertThat(shipping.stems()).containsExactly("/owa/a", "/owa/a");
    assertThat(folder.resolve("data/checkpoints.damaged.json")).exists();
  }

  @Test
  void shouldShipOnWhenCheckpointsCannotBeSaved() throws Exception {
    start(false);
    rounds();
    Path inTheWay = folder.resolve("data/checkpoints.json.new");
    Files.createDirectories(inTheWay.resolve("full"));
    write(log(), HEADER + row("a"));

    rounds();

    assertThat(shipping.stems()).containsExactly("/owa/a");
    assertThat(tailer.failedSaves()).isPositive();
  }

  /** Random writes, rotations, truncations and restarts against a model: nothing may be missing. */
  @Test
  void shouldLoseNothingWhateverHappensToTheFiles() throws Exception {
    for (long seed = 1; seed <= 25; seed++) {
      Path estate = folder.resolve("estate");
      runModel(new Random(seed), seed);
      assertThat(estate).exists();
    }
  }

  private void runModel(Random random, long seed) throws Exception {
    Path file = folder.resolve("estate/S" + seed + "/CAS01/W3SVC1/u_ex.log");
    List<String> written = new ArrayList<>();
    start(false);
    shipping.shipped.clear();
    write(file, HEADER);
    int next = 0;
    int rotated = 0;
    for (int step = 0; step < 120; step++) {
      switch (random.nextInt(8)) {
        case 0 -> {
          settle();
          Files.writeString(file, HEADER);
        }
        case 1 -> {
          rounds();
          Files.move(file, file.resolveSibling("u_ex" + ++rotated + ".log"));
          write(file, HEADER);
        }
        case 2 -> {
          if (random.nextBoolean()) {
            shipping.acknowledgeAll();
          }
          tailer.close();
          start(false);
        }
        case 3 -> shipping.loseAll();
        case 4 -> {
          rounds();
          shipping.acknowledgeAll();
        }
        default -> {
          String stem = "s" + seed + "n" + next++;
          String row = row(stem);
          int cut = random.nextInt(row.length());
          write(file, row.substring(0, cut));
          if (random.nextBoolean()) {
            tailer.round();
          }
          write(file, row.substring(cut));
          written.add("/owa/" + stem);
        }
      }
      now = now.plusSeconds(1);
    }
    settle();
    assertThat(shipping.stems()).as("seed " + seed).containsAll(written);
    assertThat(shipping.of(DeadLetter.class)).as("seed " + seed).isEmpty();
    assertThat(Files.readString(file, StandardCharsets.UTF_8)).startsWith(HEADER);
    tailer.close();
  }

  private void settle() {
    for (int i = 0; i < 3; i++) {
      rounds();
      shipping.acknowledgeAll();
    }
  }
}
