/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.hop444.wire.DeadLetter;
import io.hop444.wire.HostEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where reading goes on after a start. */
class CheckpointTest extends FollowedEstate {

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
  void shouldKeepAsideWhatIsJsonAndNoCheckpoints() throws Exception {
    start(false);
    write(log(), HEADER + row("a"));
    roundsAndAcknowledge();
    tailer.close();
    Path file = folder.resolve("data/checkpoints.json");
    String saved = Files.readString(file);
    int starts = 1;
    for (String damaged :
        List.of(
            saved.replace("\"version\":1", "\"version\":9"),
            saved.replace("FRONT_END_IIS", "SOMETHING"),
            saved.replaceFirst("\"checkpoint\":\\{[^}]*}", "\"checkpoint\":null"),
            "{\"version\":1,\"files\":[null]}",
            "{\"version\":1,\"files\":[],\"gaps\":[{\"site\":\"DUB\"}]}",
            "null")) {
      assertThat(damaged).isNotEqualTo(saved);
      Files.writeString(file, damaged);
      follow(true);
      rounds();
      tailer.close();
      starts++;
      assertThat(shipping.stems()).as(damaged).hasSize(starts);
    }
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

  @Test
  void shouldKeepWhatWasSavedWhenTheDiskIsFullAndSaveAgainLater() throws Exception {
    assumeThat(Path.of("/dev/full")).exists();
    start(false);
    write(log(), HEADER + row("a"));
    roundsAndAcknowledge();
    byte[] before = Files.readAllBytes(folder.resolve("data/checkpoints.json"));
    Path beside = folder.resolve("data/checkpoints.json.new");
    Files.createSymbolicLink(beside, Path.of("/dev/full"));
    write(log(), row("b"));

    roundsAndAcknowledge();

    assertThat(shipping.stems()).containsExactly("/owa/a", "/owa/b");
    assertThat(tailer.failedSaves()).isPositive();
    assertThat(Files.readAllBytes(folder.resolve("data/checkpoints.json"))).isEqualTo(before);
    Files.delete(beside);
    rounds();
    follow(false);
    rounds();
    assertThat(shipping.stems()).containsExactly("/owa/a", "/owa/b");
  }

  @Test
  void shouldForgetNothingWhileTheEstateIsAway() throws Exception {
    start(false);
    write(log(), HEADER + row("a"));
    roundsAndAcknowledge();
    tailer.close();
    Path away = folder.resolve("away");
    Files.move(folder.resolve("estate"), away);
    follow(true);
    rounds();
    Files.createDirectory(folder.resolve("estate"));
    rounds();
    Files.delete(folder.resolve("estate"));

    follow(true);
    rounds();
    Files.move(away, folder.resolve("estate"));
    write(log(), row("b"));
    rounds();

    assertThat(shipping.stems()).containsExactly("/owa/a", "/owa/b");
    assertThat(gaps()).isEmpty();
  }

  @Test
  void shouldStartAtTheEndOfEventsInUtf16() throws Exception {
    Path events = folder.resolve("estate/DUB/MBX07/events/system.xml");
    Files.createDirectories(events.getParent());
    String first = event(1);
    Files.write(events, ("\uFEFF" + first).getBytes(StandardCharsets.UTF_16LE));
    start(true);
    rounds();

    Files.write(events, event(2).getBytes(StandardCharsets.UTF_16LE), StandardOpenOption.APPEND);
    rounds();

    assertThat(shipping.of(HostEvent.class)).extracting(HostEvent::getRecordId).containsExactly(2L);
    assertThat(shipping.of(DeadLetter.class)).isEmpty();
  }

  private static String event(int record) {
    return "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>"
        + "<Provider Name='Microsoft-Windows-HttpEvent'/><EventID>15021</EventID>"
        + "<TimeCreated SystemTime='2026-11-20T10:05:02.0000000Z'/><EventRecordID>"
        + record
        + "</EventRecordID><Channel>System</Channel><Computer>mbx07.contoso.test</Computer></System><EventData><Data"
        + " Name='Endpoint'>0.0.0.0:444</Data></EventData></Event>\r\n";
  }
}
