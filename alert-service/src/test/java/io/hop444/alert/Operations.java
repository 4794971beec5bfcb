/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** The blocks of commands in docs/operations.md. */
final class Operations {

  private static final Pattern FENCE = Pattern.compile("(?m)^```\\w*\\n?");

  private final List<String> parts;

  private Operations(List<String> parts) {
    this.parts = parts;
  }

  static Operations read() {
    try {
      return new Operations(
          Arrays.asList(FENCE.split(Files.readString(Path.of("..", "docs", "operations.md")), -1)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /**
   * Where the program that they need is not installed, the test is left out, which is said; in the
   * continuous integration it fails.
   */
  static Operations with(String program) {
    boolean there =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    if (!there) {
      String missing =
          "%1$s is not installed: what docs/operations.md does with it is not tested. Run"
              + " .ci/install-%1$s.";
      if (System.getenv("CI") != null) {
        throw new IllegalStateException(missing.formatted(program));
      }
      System.err.println(missing.formatted(program));
      Assumptions.abort(missing.formatted(program));
    }
    return read();
  }

  /** The one block that has {@code words} in it. */
  String block(String words) {
    List<String> found =
        java.util.stream.IntStream.range(0, parts.size())
            .filter(part -> part % 2 == 1 && parts.get(part).contains(words))
            .mapToObj(parts::get)
            .toList();
    assertThat(found).as("blocks of docs/operations.md with: " + words).hasSize(1);
    return found.get(0);
  }

  /** Runs a block in a folder; the first command that fails ends it. */
  void run(String words, Path folder, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    ProcessBuilder shell =
        new ProcessBuilder("bash", "-e", "-u", "-o", "pipefail", "-c", block(words))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    shell.environment().putAll(environment);

    assertThat(shell.start().waitFor()).as(() -> text(output)).isZero();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
