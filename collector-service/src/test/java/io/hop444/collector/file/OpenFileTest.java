/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A file that its writer keeps open, and does not hinder to be renamed or deleted. */
class OpenFileTest extends FollowedEstate {

  @Test
  void shouldNotHinderDeletionRenamingAndTruncation() throws Exception {
    start(false);
    write(log(), HEADER + row("a"));
    rounds();

    Files.writeString(log(), "");
    Path renamed = Files.move(log(), log().resolveSibling("u_ex1.log"));
    Files.delete(renamed);

    assertThat(renamed).doesNotExist();
  }

  /** A listing on Windows shows how long a file is only when its writer has closed it. */
  @Test
  void shouldSeeGrowthWhileTheWriterKeepsTheFileOpenWhenNoListingShowsIt() throws Exception {
    listEvery = Duration.ofDays(1);
    start(false);
    try (OutputStream writer =
        Files.newOutputStream(log(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      writer.write((HEADER + row("a")).getBytes(StandardCharsets.UTF_8));
      roundsAndAcknowledge();

      writer.write(row("b").getBytes(StandardCharsets.UTF_8));
      rounds();

      assertThat(shipping.stems()).containsExactly("/owa/a", "/owa/b");
    }
  }

  @Test
  void shouldSeeGrowthOfAQuietFileWhenNoListingShowsIt() throws Exception {
    now = Instant.now();
    listEvery = Duration.ofDays(1);
    start(false);
    write(log(), HEADER + row("a"));
    roundsAndAcknowledge();
    now = now.plusSeconds(900);
    rounds();
    write(log(), row("b"));

    now = now.plusSeconds(61);
    rounds();

    assertThat(shipping.stems()).containsExactly("/owa/a", "/owa/b");
  }
}
