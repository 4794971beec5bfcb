/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

  @Test
  void shouldSayWhatIsWrongWithAnOptionInsteadOfTheWholeHelp() {
    assertThat(run("demo", "--repair-after", "soon")).isEqualTo(2);

    assertThat(messages.toString())
        .contains("'--repair-after': 'soon' is no duration; write 90s, 4m or 1h")
        .contains("'hop444 demo --help' explains it.")
        .doesNotContain("java.")
        .doesNotContain("Usage:");
  }

  @Test
  void shouldNameTheCommandThatWasMeant() {
    assertThat(run("replai")).isEqualTo(2);

    assertThat(messages.toString()).contains("Did you mean: hop444 replay");
  }

  @Test
  void shouldNameAMisspeltOptionRatherThanTheOneItLeavesOut() {
    assertThat(run("up", "--lgos", "/logs", "--data", temporary.toString())).isEqualTo(2);

    assertThat(messages.toString())
        .contains("there is no option --lgos. Did you mean --logs?")
        .doesNotContain("Missing");
  }

  @Test
  void shouldReadDurationsAsTheServicesDo() {
    assertThat(OptionValues.duration("90s")).isEqualTo(Duration.ofSeconds(90));
    assertThat(OptionValues.duration("4m")).isEqualTo(Duration.ofMinutes(4));
    assertThat(OptionValues.duration("2d")).isEqualTo(Duration.ofDays(2));
    assertThat(OptionValues.duration("PT1H")).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void shouldHaveTheCommandsAndOptionsOfTheDocuments() throws Exception {
    Pattern command =
        Pattern.compile(
            "(?m)(?:-jar \\S*hop444\\.jar|\\./hop444|`hop444|^hop444(?= [a-z-]+ --))"
                + " ([a-z][a-z-]*)([^`\\n]*)");
    Pattern option = Pattern.compile(" (--[a-z-]+)");
    Map<String, CommandLine> known = Hop444.commandLine().getSubcommands();
    Set<String> seen = new TreeSet<>();
    for (Path document : documents()) {
      Matcher used = command.matcher(Files.readString(document));
      while (used.find()) {
        String name = used.group(1);
        assertThat(known).as(document + ": " + used.group()).containsKey(name);
        seen.add(name);
        for (Matcher each = option.matcher(used.group(2)); each.find(); ) {
          assertThat(known.get(name).getCommandSpec().optionsMap())
              .as(document + ": " + used.group())
              .containsKey(each.group(1));
        }
      }
    }

    assertThat(seen).isEqualTo(known.keySet());
  }

  private static List<Path> documents() throws IOException {
    List<Path> all = new ArrayList<>(List.of(Path.of("README.md"), Path.of("..", "README.md")));
    try (Stream<Path> docs = Files.list(Path.of("..", "docs"))) {
      docs.filter(file -> file.toString().endsWith(".md")).forEach(all::add);
    }
    return all;
  }

  private int run(String... arguments) {
    CommandLine commandLine = Hop444.commandLine();
    commandLine.setOut(new PrintWriter(output));
    commandLine.setErr(new PrintWriter(messages));
    return commandLine.execute(arguments);
  }
}
