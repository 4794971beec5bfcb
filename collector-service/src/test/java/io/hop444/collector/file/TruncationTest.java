/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.wire.GapReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files that are emptied, with and without a copy of what was in them. */
class TruncationTest extends FollowedEstate {

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

  /**
   * What a hundred of a hundred and fifty lines were left of elsewhere: nobody looks in between.
   */
  @Test
  void shouldReadAllOfACopyThatWasMadeBeforeTheFileWasTruncated() throws Exception {
    start(false);
    List<String> expected = new ArrayList<>();
    write(log(), HEADER);
    rounds();
    for (int third = 0; third < 3; third++) {
      for (int i = 0; i < 50; i++) {
        write(log(), row("t" + third + "n" + i));
        expected.add("/owa/t" + third + "n" + i);
        if (i == 20) {
          tailer.round();
          shipping.acknowledgeAll();
        }
      }
      if (third < 2) {
        Files.copy(log(), log().resolveSibling("u_ex261120.log." + third));
        Files.writeString(log(), HEADER);
      }
    }

    roundsAndAcknowledge();

    assertThat(expected).hasSize(150);
    assertThat(shipping.stems()).containsOnlyOnceElementsOf(expected);
    assertThat(gaps()).isEmpty();
  }

  @Test
  void shouldTellWhatWasTruncatedUnreadAndKeepThatOverARestart() throws Exception {
    leaveRowUnread();
    Files.writeString(log(), HEADER);
    rounds();

    follow(false);
    shipping.room = true;
    rounds();
    shipping.loseAll();
    rounds();

    assertThat(gaps()).hasSize(2).allMatch(gap -> gap.getReason() == GapReason.TRUNCATED);
    assertThat(gaps()).allMatch(gap -> gap.getBytes() == row("b").length());
    shipping.acknowledgeAll();
    rounds();
    assertThat(gaps()).hasSize(2);
  }

  /** Cut while the collector was stopped: another file stands there under the same identity. */
  @Test
  void shouldTellWhatWasCutWhileItWasStoppedThoughItIsKilledAfterOneListing() throws Exception {
    leaveRowUnread();
    tailer.close();
    Path renamed = log().resolveSibling("u_ex261120.log.1");
    Files.move(log(), renamed);
    Files.writeString(renamed, HEADER);

    follow(false);
    now = now.plusSeconds(2);
    tailer.round();
    follow(false);
    shipping.room = true;
    roundsAndAcknowledge();

    assertThat(gaps()).hasSize(1).allMatch(gap -> gap.getBytes() == row("b").length());
  }

  /** The save behind a listing is the last one before a kill; it tells of what was not read yet. */
  @Test
  void shouldReadInTheCopyWhatWasOnlyListedBeforeItWasKilled() throws Exception {
    start(false);
    write(log(), HEADER + row("a"));
    roundsAndAcknowledge();
    shipping.room = false;
    write(log(), row("b"));
    write(folder.resolve("estate/DUB/CAS01/W3SVC2/u_ex261120.log"), HEADER);
    now = now.plusSeconds(2);
    tailer.round();

    follow(false);
    copyAndTruncate(log().resolveSibling("u_ex261120.log.1"));
    shipping.room = true;
    roundsAndAcknowledge();

    assertThat(shipping.stems()).containsExactly("/owa/a", "/owa/b");
    assertThat(gaps()).isEmpty();
  }

  /**
   * File systems give the identity of a deleted file to the next new one; here the deleted file
   * itself becomes the copy.
   */
  @Test
  void shouldReadACopyThatHasTheIdentityOfADeletedFile() throws Exception {
    start(false);
    Path other = folder.resolve("estate/DUB/CAS01/W3SVC2/u_ex261120.log");
    write(other, HEADER);
    Files.setLastModifiedTime(other, FileTime.from(now));
    write(log(), HEADER + row("a"));
    roundsAndAcknowledge();
    // A file that is open keeps its identity: it is let go of.
    now = now.plusSeconds(400);
    rounds();
    shipping.room = false;
    write(log(), row("b"));
    rounds();

    Path copy = log().resolveSibling("u_ex261120.log.1");
    Files.move(other, copy);
    copyAndTruncate(copy);
    shipping.room = true;
    roundsAndAcknowledge();

    assertThat(shipping.stems()).containsExactly("/owa/a", "/owa/b");
    assertThat(gaps()).isEmpty();
  }

  /** Row a is acknowledged, and row b was seen and not read: nothing could be shipped. */
  private void leaveRowUnread() throws IOException {
    start(false);
    write(log(), HEADER + row("a"));
    roundsAndAcknowledge();
    shipping.room = false;
    write(log(), row("b"));
    rounds();
  }

  private void copyAndTruncate(Path copy) throws IOException {
    Files.write(copy, Files.readAllBytes(log()));
    Files.writeString(log(), HEADER);
  }
}
