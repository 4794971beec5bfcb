/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class Hop444Test {

  private final StringWriter output = new StringWriter();
  private final StringWriter messages = new StringWriter();

  @TempDir Path temporary;

  @Test
  void shouldExplainEachSubcommandWithExamplesAndExitStatus() {
    for (String name : Hop444.commandLine().getSubcommands().keySet()) {
      String help = Hop444.commandLine().getSubcommands().get(name).getUsageMessage();

      assertThat(help).as(name).contains("Examples:").contains("Exit status:");
    }
  }

  @Test
  void shouldEndWith2AndTheRemedyWhenTheLogsFolderIsMissing() {
    int status = run("up", "--logs", "/no/such/folder", "--data", temporary.toString());

    assertThat(status).isEqualTo(2);
    assertThat(messages.toString())
        .contains("/no/such/folder does not exist")
        .contains("--logs DIR");
    assertThat(output.toString()).isEmpty();
  }

  @Test
  void shouldEndWith2WhenAnOptionIsMissing() {
    assertThat(run("up", "--data", temporary.toString())).isEqualTo(2);
    assertThat(messages.toString()).contains("--logs");
  }

  @Test
  void shouldEndWith2WhenTheSecretFileIsMissing() {
    int status =
        run(
            "up",
            "--logs",
            temporary.toString(),
            "--data",
            temporary.toString(),
            "--webhook",
            "https://host/x",
            "--webhook-secret-file",
            "/no/such/secret");

    assertThat(status).isEqualTo(2);
    assertThat(messages.toString()).contains("/no/such/secret").contains("--webhook-secret-file");
  }

  private int run(String... arguments) {
    CommandLine commandLine = Hop444.commandLine();
    commandLine.setOut(new PrintWriter(output));
    commandLine.setErr(new PrintWriter(messages));
    return commandLine.execute(arguments);
  }
}
