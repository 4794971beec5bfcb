/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hop444.cli.HopProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpIT {

  private static final Duration READY_LIMIT = Duration.ofMinutes(3);

  @TempDir Path temporary;
  private Path logs;
  private Path data;

  @BeforeEach
  void createLogs() throws IOException {
    assumeThat(HopProcess.servicesArePackaged())
        .as("the three services are packaged; ./mvnw verify of the whole project does that")
        .isTrue();
    logs = Files.createDirectory(temporary.resolve("logs"));
    data = temporary.resolve("data");
  }

  @Test
  void shouldAnswerBringBackWhatDiesAndStopWithStatus0() throws Exception {
    try (HopProcess up = start()) {
      URI page = awaitReady(up);
      Map<String, Long> pids = pids();

      kill(pids.get("collector"));

      await().atMost(READY_LIMIT).until(() -> isAlive(pids().get("collector")));
      assertThat(pids).containsOnlyKeys("alert", "broker", "collector", "correlator", "postgres");
      assertThat(pids()).containsEntry("alert", pids.get("alert"));
      assertThat(status(page.resolve("q/health/ready"))).isEqualTo(200);
      assertThat(status(page.resolve("api/v1/incidents"))).isEqualTo(401);
      assertThat(PosixFilePermissions.toString(permissions("admin-token"))).isEqualTo("rw-------");

      assertThat(up.terminate()).isZero();
      assertThat(up.output()).containsExactly("ready " + page);
      assertThat(pids().values()).isEmpty();
      assertThat(pids.values()).noneMatch(UpIT::isAlive);
    }
  }

  @Test
  void shouldGoOnAfterAKillOfEverything() throws Exception {
    Map<String, Long> before;
    String ports;
    try (HopProcess up = start()) {
      awaitReady(up);
      before = pids();
      ports = Files.readString(data.resolve("ports.properties"));
      up.kill();
      before.forEach(
          (name, pid) -> {
            if (!name.equals("correlator")) {
              kill(pid);
            }
          });
    }

    try (HopProcess again = start()) {
      awaitReady(again);

      assertThat(before.values()).noneMatch(UpIT::isAlive);
      assertThat(pids().values()).hasSize(5).allMatch(UpIT::isAlive);
      assertThat(data.resolve("ports.properties")).hasContent(ports);
    }
  }

  @Test
  void shouldEndWith2WhenItRunsOnTheSameDataAlready() throws Exception {
    try (HopProcess up = start()) {
      awaitReady(up);

      try (HopProcess second = start()) {
        await().until(() -> second.messages().stream().anyMatch(m -> m.contains("running on")));
        assertThat(second.terminate()).isEqualTo(2);
      }
      assertThat(pids().values()).allMatch(UpIT::isAlive);
    }
  }

  private HopProcess start() throws IOException {
    return HopProcess.start(
        "up", "--logs", logs.toString(), "--data", data.toString(), "--port", "0");
  }

  private static URI awaitReady(HopProcess up) {
    return URI.create(up.awaitLine("ready ", READY_LIMIT).substring("ready ".length()));
  }

  private Map<String, Long> pids() throws IOException {
    return new ObjectMapper()
        .readValue(data.resolve("pids.json").toFile(), new TypeReference<Map<String, Long>>() {});
  }

  private Set<PosixFilePermission> permissions(String file) throws IOException {
    return Files.getPosixFilePermissions(data.resolve(file));
  }

  private static int status(URI address) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static void kill(long pid) {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    await().until(() -> !isAlive(pid));
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }
}
