/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DemoCommandTest {

  @TempDir private Path temporary;

  @Test
  void shouldLeaveNoFolderBehindWhenAnOptionIsWrong() {
    StringWriter messages = new StringWriter();

    int status =
        new CommandLine(new DemoCommand(temporary))
            .setErr(new PrintWriter(messages, true))
            .execute("--port", "99999", "--break-after", "PT5S", "--repair-after", "PT4M");

    assertThat(status).isNotZero();
    assertThat(messages.toString()).contains("99999 is no port");
    assertThat(temporary).isEmptyDirectory();
  }
}
