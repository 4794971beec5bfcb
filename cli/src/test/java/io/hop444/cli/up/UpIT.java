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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * One {@code up} for all tests. A test that finds none running starts it; their order only saves
 * starts.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UpIT {

  private static final Duration READY_LIMIT = Duration.ofMinutes(3);

  /** No process has this id. */
  private static final long NO_PROCESS = Integer.MAX_VALUE;

  @TempDir private static Path temporary;
  private static Path logs;
  private static Path data;
  private static HopProcess up;
  private static URI page;

  @BeforeAll
  static void createLogs() throws IOException {
    up = null;
    assumeThat(HopProcess.servicesArePackaged())
        .as("the three services are packaged; ./mvnw verify of the whole project does that")
        .isTrue();
    logs = Files.createDirectory(temporary.resolve("logs"));
    data = temporary.resolve("data");
  }

  @AfterAll
  static void close() {
    if (up != null) {
      up.close();
    }
  }

  @BeforeEach
  void startUnlessItRuns() throws IOException {
    if (up == null || !up.isAlive()) {
      up = start();
      page = awaitReady(up);
    }
  }

  @Test
  @Order(1)
  void shouldAnswerOnlyWithTheTokenItKeepsForItsUser() throws Exception {
    assertThat(pids()).containsOnlyKeys("alert", "broker", "collector", "correlator", "postgres");
    assertThat(status(page.resolve("q/health/ready"))).isEqualTo(200);
    assertThat(status(page.resolve("api/v1/incidents"))).isEqualTo(401);
    assertThat(PosixFilePermissions.toString(permissions("admin-token"))).isEqualTo("rw-------");
  }

  @Test
  @Order(2)
  void shouldEndWith2WhenItRunsOnTheSameDataAlready() throws Exception {
    try (HopProcess second = start()) {
      assertThat(second.awaitEnd(READY_LIMIT)).isEqualTo(2);
      assertThat(second.messages()).anyMatch(message -> message.contains("running on"));
    }

    assertThat(pids().values()).hasSize(5).allMatch(UpIT::isAlive);
  }

  @Test
  @Order(3)
  void shouldBringBackWhatDies() throws Exception {
    Map<String, Long> before = pids();

    kill(before.get("collector"));

    await().atMost(READY_LIMIT).until(() -> isAlive(pids().getOrDefault("collector", NO_PROCESS)));
    assertThat(pids()).containsEntry("alert", before.get("alert"));
  }

  @Test
  @Order(4)
  void shouldGoOnAfterAKillOfEverything() throws Exception {
    Map<String, Long> before = pids();
    String ports = Files.readString(data.resolve("ports.properties"));
    up.kill();
    before.forEach(
        (name, pid) -> {
          if (!name.equals("correlator")) {
            kill(pid);
          }
        });

    Path left = Files.writeString(data.resolve("collector/tmp/unpacked"), "of the killed one");
    startUnlessItRuns();

    assertThat(left).doesNotExist();
    assertThat(before.values()).hasSize(5).noneMatch(UpIT::isAlive);
    assertThat(pids().values()).hasSize(5).allMatch(UpIT::isAlive);
    assertThat(data.resolve("ports.properties")).hasContent(ports);
  }

  @Test
  @Order(5)
  void shouldStopEverythingWithStatus0() throws Exception {
    Map<String, Long> before = pids();

    assertThat(up.terminate()).isZero();

    assertThat(up.output()).containsExactly("ready " + page);
    assertThat(pids()).isEmpty();
    assertThat(before.values()).hasSize(5).noneMatch(UpIT::isAlive);
  }

  private static HopProcess start() throws IOException {
    return HopProcess.start(
        "up", "--logs", logs.toString(), "--data", data.toString(), "--port", "0");
  }

  private static URI awaitReady(HopProcess up) {
    return URI.create(up.awaitLine("ready ", READY_LIMIT).substring("ready ".length()));
  }

  private static Map<String, Long> pids() throws IOException {
    return new ObjectMapper()
        .readValue(data.resolve("pids.json").toFile(), new TypeReference<Map<String, Long>>() {});
  }

  private static Set<PosixFilePermission> permissions(String file) throws IOException {
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
