/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatingLogTest {

  @TempDir Path temporary;

  @Test
  void shouldKeepTwoFilesOfBoundedSize() throws Exception {
    Path file = temporary.resolve("logs").resolve("child.log");
    try (RotatingLog log = new RotatingLog(file, 100)) {

      for (int i = 0; i < 100; i++) {
        log.line("line number " + i);
      }

      assertThat(Files.size(file)).isLessThan(120);
      assertThat(Files.size(file.resolveSibling("child.log.1"))).isLessThan(120);
      assertThat(log.lastLines()).hasSize(20).endsWith("line number 99");
      assertThat(Files.readString(file)).endsWith("line number 99" + System.lineSeparator());
    }
  }

  @Test
  void shouldGoOnInTheFileOfAnEarlierStart() throws Exception {
    Path file = temporary.resolve("child.log");
    try (RotatingLog log = new RotatingLog(file, 100)) {
      log.line("before");
    }

    try (RotatingLog log = new RotatingLog(file, 100)) {
      log.line("after");
    }

    assertThat(file).hasContent("before\nafter\n");
  }

  @Test
  void shouldTellHowManyLinesAreMissingOnceThereIsSpaceAgain() throws Exception {
    Path fullDisk = Path.of("/dev/full");
    assumeThat(fullDisk).as("Linux has a device that is always full").exists();
    Path file = Files.createSymbolicLink(temporary.resolve("child.log"), fullDisk);
    try (RotatingLog log = new RotatingLog(file, 100)) {
      log.line("first");
      log.line("second");
      Files.delete(file);

      log.line("third");

      assertThat(Files.readString(file))
          .contains("lines missing here, the file could not be written. lines=2")
          .endsWith("third" + System.lineSeparator());
      assertThat(log.lastLines()).containsExactly("first", "second", "third");
    }
  }
}
