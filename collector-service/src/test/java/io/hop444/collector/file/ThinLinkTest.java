/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hop444.wire.ClientRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A site whose link must not be flooded by what its servers have kept. */
class ThinLinkTest extends FollowedEstate {

  private static final int ROWS = 2_000;
  private static final long BYTES_PER_SECOND = 20_000;

  private void writeRows() throws IOException {
    StringBuilder rows = new StringBuilder(HEADER);
    for (int i = 0; i < ROWS; i++) {
      rows.append(row("mail" + i));
    }
    write(log(), rows.toString());
  }

  private long bytesOfRows() {
    return shipping.bytesOf(ClientRequest.class);
  }

  @Test
  void shouldShipNoMoreThanTheLinkMayCarryAndEverythingInTheEnd() throws Exception {
    writeRows();
    follow(Instant.MIN, new PacedShipping(shipping, BYTES_PER_SECOND, () -> now));

    long before = 0;
    long most = 0;
    int seconds = 0;
    while (shipping.of(ClientRequest.class).size() < ROWS && seconds < 1_000) {
      for (int i = 0; i < 10; i++) {
        now = now.plusMillis(100);
        tailer.round();
        shipping.acknowledgeAll();
      }
      seconds++;
      most = Math.max(most, bytesOfRows() - before);
      before = bytesOfRows();
    }

    assertThat(shipping.stems()).hasSize(ROWS).doesNotHaveDuplicates();
    // Once a second's worth saved up before the start, and what is under way when it runs out.
    assertThat(most).isLessThan(3 * BYTES_PER_SECOND);
    assertThat(seconds).isGreaterThanOrEqualTo((int) (bytesOfRows() / BYTES_PER_SECOND) - 2);
  }

  @Test
  void shouldGiveNothingForAClockThatWasSetBack() {
    PacedShipping paced = new PacedShipping(shipping, 10, () -> now);
    paced.ship(shipping.sample(), () -> {});
    assertThat(paced.hasRoom()).isFalse();

    now = now.minus(Duration.ofDays(1));
    assertThat(paced.hasRoom()).isFalse();
    now = now.plusSeconds(1);
    assertThat(paced.hasRoom()).isFalse();
    for (int i = 0; i < 10; i++) {
      now = now.plusSeconds(1);
      paced.hasRoom();
    }

    assertThat(paced.hasRoom()).isTrue();
  }

  @Test
  void shouldRefuseALimitThatShipsNothing() {
    assertThatThrownBy(() -> new PacedShipping(shipping, 0, () -> now))
        .hasMessageContaining("collector.reading.max-bytes-per-second");
  }

  @Test
  void shouldFollowOldFilesFromTheirEndAndReadYoungOnesAtTheFirstStart() throws Exception {
    Path old = log().resolveSibling("u_ex261101.log");
    write(old, HEADER + row("old"));
    write(log(), HEADER + row("young"));
    Files.setLastModifiedTime(old, FileTime.from(now.minus(Duration.ofDays(19))));
    Files.setLastModifiedTime(log(), FileTime.from(now.minus(Duration.ofHours(1))));
    follow(now.minus(Duration.ofDays(2)), shipping);
    rounds();

    write(old, row("late"));
    roundsAndAcknowledge();

    assertThat(shipping.stems()).containsExactlyInAnyOrder("/owa/young", "/owa/late");
  }
}
