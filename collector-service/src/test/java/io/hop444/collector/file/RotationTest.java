/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hop444.collector.decode.ReaderSettings;
import io.hop444.collector.domain.Checkpoint;
import io.hop444.collector.estate.EstateLayout;
import io.hop444.collector.estate.LogFile;
import io.hop444.wire.BindingSnapshot;
import io.hop444.wire.ClientRequest;
import io.hop444.wire.DeadLetter;
import io.hop444.wire.GapReason;
import io.hop444.wire.LogKind;
import io.hop444.wire.ReadProgress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens to files while they are followed, and while they are not. */
class RotationTest extends FollowedEstate {

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
  void shouldTellTwentyShortFilesWithTheSameFirstBytesApart() throws Exception {
    start(false);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      write(log().resolveSibling("u_ex2611%02d.log".formatted(i)), HEADER + row("same"));
    }
    rounds();
    for (int i = 0; i < 20; i++) {
      Path file = log().resolveSibling("u_ex2611%02d.log".formatted(i));
      write(file, row("file" + i));
      expected.add("/owa/file" + i);
      assertThat(Files.size(file)).isLessThan(1_000);
    }

    roundsAndAcknowledge();

    assertThat(shipping.stems()).filteredOn("/owa/same"::equals).hasSize(20);
    assertThat(shipping.stems()).containsOnlyOnceElementsOf(expected);
  }

  @Test
  void shouldNotTakeAnotherFileForOneWhoseInodeItWasGiven() throws Exception {
    start(false);
    write(log(), HEADER + row("a"));
    roundsAndAcknowledge();
    now = now.plusSeconds(600_000_000);
    rounds();
    Path other = folder.resolve("estate/AMS/CAS02/W3SVC1/u_ex261121.log");
    Files.createDirectories(other.getParent());
    Files.delete(log());
    write(other, HEADER + row("b"));

    roundsAndAcknowledge();

    ClientRequest b = shipping.of(ClientRequest.class).get(1);
    assertThat(b.getStem()).isEqualTo("/owa/b");
    assertThat(b.getPosition().getSource()).isEqualTo("AMS/CAS02/W3SVC1/u_ex261121.log");
  }

  @Test
  void shouldNumberANewFileOfTheNameOfADeletedOne() throws Exception {
    start(false);
    write(log(), HEADER + row("a"));
    roundsAndAcknowledge();
    Files.delete(log());
    roundsAndAcknowledge();
    tailer.close();
    follow(false);
    write(log(), HEADER + row("b"));

    rounds();

    assertThat(shipping.of(ClientRequest.class))
        .extracting(r -> r.getPosition().getSource())
        .containsExactly("DUB/CAS01/W3SVC1/u_ex261120.log", "DUB/CAS01/W3SVC1/u_ex261120.log#2");
  }

  @Test
  void shouldReadOnAFileThatWasAwayForAWhile() throws Exception {
    start(false);
    write(log(), HEADER + row("a"));
    roundsAndAcknowledge();
    Path away = folder.resolve("away");
    Files.move(log(), away);
    roundsAndAcknowledge();
    Files.move(away, log());
    write(log(), "2026-11-20 10:05:02 /owa/b");
    rounds();
    write(log(), " 443 200\n");

    roundsAndAcknowledge();

    assertThat(shipping.stems()).containsExactly("/owa/a", "/owa/b");
    assertThat(shipping.of(DeadLetter.class)).isEmpty();
  }

  /** Its folder was read before it was renamed, and looked through after: neither name is there. */
  @Test
  void shouldNotReadAgainWhatAListingMissedWhileItWasRenamed() throws Exception {
    start(false);
    write(log(), HEADER + row("a"));
    roundsAndAcknowledge();
    Path missed = folder.resolve("missed");

    for (boolean restart : List.of(false, true)) {
      Files.move(log(), missed);
      write(log(), HEADER + row("restart-" + restart));
      now = now.plusSeconds(2);
      tailer.round();
      shipping.acknowledgeAll();
      if (restart) {
        tailer.close();
        follow(false);
      }
      Files.move(missed, log().resolveSibling("u_ex_restart-" + restart + ".log"));
      roundsAndAcknowledge();
    }

    assertThat(shipping.stems())
        .containsExactlyInAnyOrder("/owa/a", "/owa/restart-false", "/owa/restart-true");
    assertThat(gaps()).isEmpty();
  }

  @Test
  void shouldReadToItsEndAFileThatWasGivenANameOfNoLog() throws Exception {
    start(false);
    write(log(), HEADER + row("a"));
    roundsAndAcknowledge();
    tailer.close();
    write(log(), row("b"));
    Files.move(log(), log().resolveSibling("u_ex261120.log.old"));
    write(log(), HEADER + row("c"));

    follow(false);
    rounds();

    assertThat(shipping.stems()).containsExactly("/owa/a", "/owa/b", "/owa/c");
    assertThat(gaps()).isEmpty();
  }

  /** A listing is a moment old when a file is opened, and writers rename in that moment. */
  @Test
  void shouldNotOpenAnotherFileThatTookTheListedOnesPlace() throws Exception {
    write(log(), HEADER + row("a"));
    FileIdentity listed =
        FileIdentity.of(log(), Files.readAttributes(log(), BasicFileAttributes.class));
    LogFile file = EstateLayout.named("DUB/CAS01/W3SVC1/u_ex261120.log", log());
    TailedFile tailed =
        new TailedFile(
            file,
            listed,
            1,
            Checkpoint.START,
            LogKind.UNKNOWN,
            ReaderSettings.forReplay(() -> now),
            shipping);
    Files.move(log(), log().resolveSibling("u_ex1.log"));
    write(log(), HEADER + row("b"));

    assertThatThrownBy(tailed::open).isInstanceOf(NoSuchFileException.class);
    assertThat(tailed.isOpen()).isFalse();
  }
}
