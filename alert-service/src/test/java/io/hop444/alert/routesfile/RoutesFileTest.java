/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.routesfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hop444.alert.receiver.Endpoint;
import io.hop444.alert.receiver.Inbound;
import io.hop444.alert.receiver.TargetKind;
import io.hop444.alert.receiver.TargetSpec;
import io.hop444.alert.routing.Inhibition;
import io.hop444.alert.routing.Route;
import io.hop444.alert.routing.Updates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RoutesFileTest {

  private static final Path FILES = Path.of("src/test/resources/routes");
  private static final Pattern WANTED = Pattern.compile("# line (\\d+): (.+)");

  private static RoutesFile good() {
    return RoutesFile.read(FILES.resolve("good.yaml"), Optional.empty());
  }

  private static TargetSpec target(String name) {
    return good().targets().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldReadEveryKindOfTarget() {
    assertThat(good().targets())
        .extracting(TargetSpec::kind)
        .containsExactlyInAnyOrder(TargetKind.values());
    assertThat(((Endpoint.Http) target("oncall").endpoint()).url())
        .hasToString("https://events.pagerduty.com/v2/enqueue");
    assertThat(((Endpoint.Http) target("ops").endpoint()).secrets()).hasSize(2);
    assertThat(((Endpoint.Smtp) target("mail").endpoint()).server().port()).isEqualTo(587);
    assertThat(good().routing().updates())
        .containsEntry("ops", Updates.IMPORTANT)
        .containsEntry("mail", Updates.NONE);
  }

  @Test
  void shouldReadHowTicketsComeBack() {
    Inbound inbound = target("desk").inbound().orElseThrow();

    assertThat(inbound.states())
        .containsEntry("In Progress", Inbound.TicketAction.ACKNOWLEDGE)
        .containsEntry("New", Inbound.TicketAction.NONE);
    assertThat(inbound.fields())
        .containsEntry(Inbound.Field.STATE, "/incident/state")
        .containsEntry(Inbound.Field.LINK, "/link");
  }

  @Test
  void shouldReadRoutesThatInheritWhatTheyDoNotSay() {
    Route outages = good().routing().route("outages").orElseThrow();
    Route labs = good().routing().route("labs").orElseThrow();

    assertThat(outages.plan().repeat()).contains(Duration.ofHours(4));
    assertThat(outages.plan().delay()).isEqualTo(Duration.ofSeconds(30));
    assertThat(outages.plan().escalations()).hasSize(2);
    assertThat(labs.plan().findings()).isEqualTo(good().routing().root().plan().findings());
    assertThat(labs.plan().targets()).containsExactly("mail");
    assertThat(good().routing().inhibition())
        .isEqualTo(new Inhibition(Optional.of(3), Optional.of(2), Duration.ofMinutes(20)));
    assertThat(good().routing().watch().targets()).containsExactly("oncall");
  }

  @Test
  void shouldNotShowSecrets() {
    assertThat(good().targets().toString())
        .doesNotContain("not-a-real-password", "whsec_", "0123456789abcdef", "secret-part");
  }

  static Stream<Path> badFiles() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("bad-"))
          .sorted()
          .toList()
          .stream();
    }
  }

  /** The first line of each file says what is wanted. */
  @ParameterizedTest
  @MethodSource("badFiles")
  void shouldRefuseWithFileLineAndReason(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    Matcher wanted = WANTED.matcher(lines.get(0));
    assertThat(wanted.matches()).isTrue();

    assertThatThrownBy(() -> RoutesFile.read(file, Optional.empty()))
        .isInstanceOf(InvalidRoutesException.class)
        .hasMessageStartingWith(file + ":" + wanted.group(1) + ": ")
        .hasMessageContaining(wanted.group(2));
  }

  @Test
  void shouldNameTheKeyOfAFileThatIsNotThere() {
    assertThatThrownBy(() -> RoutesFile.read(Path.of("none.yaml"), Optional.empty()))
        .hasMessageContaining("none.yaml")
        .hasMessageContaining("alert.routes-file");
  }

  /** The example of the documentation, with secrets that are there. */
  @Test
  void shouldReadTheExampleOfTheDocumentation(@TempDir Path folder) throws IOException {
    String text = Files.readString(Path.of("../docs/notifications.md"));
    int start = text.indexOf("```yaml\n") + "```yaml\n".length();
    Files.createDirectories(folder.resolve("secrets"));
    Files.writeString(folder.resolve("secrets/pagerduty"), "0123456789abcdef0123456789abcdef");
    Files.writeString(folder.resolve("secrets/servicenow"), "x");
    Files.writeString(folder.resolve("secrets/servicenow-inbound"), "x");
    Files.writeString(folder.resolve("secrets/teams-url"), "https://hooks.contoso.test/x");
    Path file =
        Files.writeString(
            folder.resolve("routes.yaml"), text.substring(start, text.indexOf("```", start)));

    RoutesFile read = RoutesFile.read(file, Optional.empty());

    assertThat(read.routing().route("outages").orElseThrow().plan().escalations()).hasSize(1);
  }
}
