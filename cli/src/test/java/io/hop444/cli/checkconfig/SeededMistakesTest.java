/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.cli.checkconfig.SeededMistakes.Mistake;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeededMistakesTest {

  @Test
  void shouldStandInTheDocumentAsTheyAreTested() throws Exception {
    List<String> tested = SeededMistakes.all().stream().map(SeededMistakesTest::row).toList();

    List<String> written =
        Files.readAllLines(Path.of("..", "docs", "operations.md")).stream()
            .filter(line -> line.matches("\\| .* \\| (error|warning) \\| .*"))
            .toList();

    assertThat(written).isEqualTo(tested);
  }

  private static String row(Mistake mistake) {
    return "| "
        + mistake.name()
        + " | "
        + mistake.level().word()
        + " | "
        + mistake.key()
        + " | …"
        + mistake.says()
        + "… "
        + mistake.remedy()
        + "… |";
  }
}
