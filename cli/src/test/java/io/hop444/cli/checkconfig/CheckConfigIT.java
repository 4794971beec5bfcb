/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hop444.cli.HopProcess;
import io.hop444.cli.checkconfig.Check.Level;
import io.hop444.cli.checkconfig.SeededMistakes.Mistake;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckConfigIT {

  @TempDir private static Path shared;
  @TempDir private Path root;

  private static CheckedStack stack;

  @BeforeAll
  static void start() throws Exception {
    stack = new CheckedStack(shared);
  }

  @AfterAll
  static void stop() throws Exception {
    if (stack != null) {
      stack.close();
    }
  }

  @Test
  void shouldFindNothingWrongWithSettingsThatAreRight() throws Exception {
    CheckedEstate.Run run = new CheckedEstate(root, stack).run();

    assertThat(run.lines(Level.ERROR)).isEmpty();
    assertThat(run.lines(Level.WARNING)).isEmpty();
    assertThat(run.status()).as(run.output()).isZero();
    assertThat(run.lines(Level.OK))
        .anyMatch(line -> line.contains("SASL_SSL, SCRAM-SHA-512"))
        .anyMatch(line -> line.contains("(SSL)"))
        .anyMatch(line -> line.contains("SASL_SSL, OAUTHBEARER"))
        .anyMatch(line -> line.contains("the tables are those of this version"))
        .anyMatch(line -> line.contains("a sample incident is a message"));
  }

  @Test
  void shouldSayTheSameAsThePackagedCommandAsJson() throws Exception {
    new CheckedEstate(root, stack).set(ServiceName.COLLECTOR, "collector.estate.directory", "/no");

    try (HopProcess command =
        HopProcess.start("check-config", "--config", root.resolve("etc").toString(), "--json")) {
      int status = command.awaitEnd(Duration.ofMinutes(1));

      assertThat(status).as("%s", command.messages()).isEqualTo(2);
      JsonNode document = new ObjectMapper().readTree(String.join("\n", command.output()));
      JsonNode wrong = null;
      for (JsonNode check : document.path("checks")) {
        if (check.path("level").asText().equals("error")) {
          wrong = check;
        }
      }
      assertThat(document.path("error").asInt()).as("%s", document).isEqualTo(1);
      assertThat(wrong.path("key").asText()).isEqualTo("collector.estate.directory");
      assertThat(wrong.path("file").asText()).endsWith("application.properties");
      assertThat(wrong.path("line").asInt()).isPositive();
      assertThat(wrong.path("remedy").asText()).isNotEmpty();
    }
  }

  @Test
  void shouldCompareTheGroupThatIsWatchedWithTheCorrelators() throws Exception {
    CheckedEstate estate = new CheckedEstate(root, stack);
    estate.set(ServiceName.ALERT, "alert.correlator-group", "hop444-correlator-24");

    CheckedEstate.Run run = estate.run("--service", "correlator,alert");

    assertThat(run.lines(Level.ERROR))
        .anyMatch(line -> line.contains("Set alert.correlator-group to hop444-correlator, or"));
  }

  static List<Mistake> mistakes() {
    return SeededMistakes.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void shouldSayWhatIsWrongWhereAndWhatToDo(Mistake mistake) throws Exception {
    CheckedEstate estate = new CheckedEstate(root, stack);
    mistake.seed().in(estate);

    CheckedEstate.Run run = estate.run("--service", mistake.service().word());

    assertThat(run.lines(mistake.level()))
        .as(run.output())
        .anySatisfy(
            line ->
                assertThat(line)
                    .matches(
                        mistake.level().word()
                            + " +"
                            + mistake.service()
                            + " +"
                            + java.util.regex.Pattern.quote(mistake.key())
                            + " \\([^)]*"
                            + mistake.place()
                            + "\\): .*")
                    .contains(mistake.says())
                    .contains(mistake.remedy()));
    assertThat(run.status()).isGreaterThanOrEqualTo(mistake.level() == Level.ERROR ? 2 : 1);
    assertThat(run.output() + run.messages())
        .doesNotContain(CheckedStack.PASSWORD)
        .doesNotContain("hunter3")
        .doesNotContain("A".repeat(43))
        .doesNotContain("B".repeat(40))
        .doesNotContain("Exception in");
  }
}
