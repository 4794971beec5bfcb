/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hop444.collector.domain.RequesterRules;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command by which docs/privacy.md finds a person's pseudonym finds the collector's. */
class PrivacyDocumentTest {

  private static final int DIGITS = 16;

  @TempDir Path folder;

  @Test
  void shouldComputeThePseudonymByTheDocumentsCommand() throws Exception {
    assumeTrue(installed("bash") && installed("openssl"), "skipped: no bash or no openssl");
    String command =
        Files.readAllLines(Path.of("../docs/privacy.md")).stream()
            .filter(line -> line.startsWith("printf "))
            .findFirst()
            .orElseThrow();
    byte[] key = new RedactionKeyFile(folder, new SecureRandom()).key();

    Process process =
        new ProcessBuilder("bash", "-c", command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(answer).isZero();
    String digest = answer.strip().replaceFirst(".*= *", "");
    assertThat(new HmacRedaction(key, new RequesterRules(List.of())).user("DUB\\Anna.Berg"))
        .isEqualTo("u-" + digest.substring(0, DIGITS));
  }

  private static boolean installed(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
