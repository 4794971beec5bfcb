/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.collector.domain.RequesterRules;
import io.hop444.collector.redaction.HmacRedaction;
import io.hop444.collector.redaction.RedactionKeyFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PseudonymCommandTest {

  private final StringWriter output = new StringWriter();
  private final StringWriter messages = new StringWriter();

  @TempDir Path folder;

  @Test
  void shouldTellThePseudonymsOfTheCollectors() throws Exception {
    HmacRedaction collectors = new HmacRedaction(makeKey(), new RequesterRules(List.of()));

    int status =
        run("anna.berg\n\nCONTOSO\\Anna.Berg\n anna.berg@contoso.com\r\n10.1.2.3\nFE80::1");

    assertThat(status).isZero();
    String anna = collectors.user("DUB\\anna.berg");
    assertThat(anna).startsWith("u-");
    assertThat(output.toString().lines())
        .containsExactly(
            anna, anna, anna, collectors.address("10.1.2.3"), collectors.address("fe80::1"));
  }

  @Test
  void shouldMakeNoKeyWhereThereIsNone() {
    assertThat(run("anna.berg\n")).isEqualTo(2);

    assertThat(messages.toString()).contains("there is no").contains("--key the file");
    assertThat(folder.resolve("redaction.key")).doesNotExist();
  }

  @Test
  void shouldRefuseWhatIsNoKeyWithoutShowingIt() throws Exception {
    Files.writeString(folder.resolve("redaction.key"), "0123abcd");

    assertThat(run("anna.berg\n")).isEqualTo(2);
    assertThat(messages.toString())
        .contains("is no redaction key")
        .doesNotContain("0123abcd", "IOException");
  }

  private byte[] makeKey() throws IOException {
    return new RedactionKeyFile(folder, new SecureRandom()).key();
  }

  private int run(String names) {
    byte[] input = names.getBytes(StandardCharsets.UTF_8);
    return new CommandLine(new PseudonymCommand(new ByteArrayInputStream(input)))
        .setOut(new PrintWriter(output, true))
        .setErr(new PrintWriter(messages, true))
        .setExecutionExceptionHandler(
            (failure, command, result) -> {
              command.getErr().println(failure.getMessage());
              return 2;
            })
        .execute("--key", folder.resolve("redaction.key").toString());
  }
}
