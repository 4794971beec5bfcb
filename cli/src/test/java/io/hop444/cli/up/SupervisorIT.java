/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hop444.cli.StartFailedException;
import io.hop444.cli.child.SupervisedMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorIT {

  private static final Path FULL_DISK = Path.of("/dev/full");
  private static final List<String> NAMES = List.of("first", "second");

  @TempDir Path data;

  private final StringWriter messages = new StringWriter();
  private Supervisor supervisor;

  @AfterEach
  void stopChildren() {
    if (supervisor != null) {
      supervisor.stop(NAMES);
    }
  }

  @Test
  void shouldBringBackAChildThatIsKilled() throws Exception {
    supervise();
    supervisor.startTogether(List.of(child("first", "answer"), child("second", "answer")));
    long killed = pid("first");
    long other = pid("second");

    ProcessHandle.of(killed).orElseThrow().destroyForcibly();

    await().until(() -> messages.toString().contains("first is back"));
    assertThat(pid("first")).isNotEqualTo(killed);
    assertThat(pid("second")).isEqualTo(other);
    assertThat(messages.toString()).contains("first ended with status").contains("first.log");
  }

  @Test
  void shouldStopCleanlyAndStartNothingAnyMore() throws Exception {
    supervise();
    Child.Running running = supervisor.start(child("first", "answer"));

    supervisor.stop(NAMES);

    assertThat(running.process().isAlive()).isFalse();
    assertThat(running.ending()).contains("status 0");
    assertThat(data.resolve("pids.json")).hasContent("{}");
    assertThat(data.resolve("first.log")).content().contains("stopped cleanly");
    assertThat(messages.toString()).isEmpty();
  }

  @Test
  void shouldNoticeReadinessOfAChildThatTalksOn() throws Exception {
    supervise();

    Child.Running running = supervisor.start(child("first", "talk"));

    assertThat(running.process().isAlive()).isTrue();
  }

  @Test
  void shouldRunAChildWhoseLogFindsNoSpace() throws Exception {
    assumeThat(FULL_DISK).as("Linux has a device that is always full").exists();
    Files.createSymbolicLink(data.resolve("first.log"), FULL_DISK);
    supervise();

    Child.Running running = supervisor.start(child("first", "talk"));

    assertThat(running.process().isAlive()).isTrue();
  }

  @Test
  void shouldShowTheLastLinesOfAChildThatDoesNotStart() {
    supervise();

    assertThatThrownBy(() -> supervisor.start(child("first", "fail")))
        .isInstanceOf(StartFailedException.class)
        .hasMessageContaining("first ended while starting")
        .hasMessageContaining("no such setting")
        .hasMessageContaining("first.log");
  }

  @Test
  void shouldEndAChildWhoseSupervisorIsGone() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Installation.java());
    command.addAll(arguments("answer"));
    Process child = new ProcessBuilder(command).start();
    assertThat(child.inputReader().readLine()).isEqualTo("ready");

    child.getOutputStream().close();

    assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).isZero();
  }

  private void supervise() {
    Duration soon = Duration.ofMillis(50);
    supervisor =
        new Supervisor(
            new PidFile(data),
            new PrintWriter(messages),
            new Supervisor.BackOff(soon, soon, Duration.ofMinutes(1)));
  }

  private Child child(String name, String behaviour) {
    return new JvmChild(
        new JvmChild.Program(
            name, arguments(behaviour), Map.of(), data, data.resolve(name + ".log")),
        Readiness.line("ready"));
  }

  private static List<String> arguments(String behaviour) {
    return List.of(
        "-Xmx32m",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        SupervisedMain.class.getName(),
        TestChild.class.getName(),
        behaviour);
  }

  private long pid(String name) throws IOException {
    return new ObjectMapper().readTree(data.resolve("pids.json").toFile()).get(name).asLong();
  }
}
