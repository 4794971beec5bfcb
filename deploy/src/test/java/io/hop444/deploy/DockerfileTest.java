/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DockerfileTest {

  private List<String> stages;

  @BeforeEach
  void read() throws IOException {
    String text = Files.readString(Compose.REPOSITORY.resolve("deploy/docker/Dockerfile"));
    stages = Stream.of(text.split("(?m)^FROM ")).skip(1).toList();
  }

  @Test
  void shouldRunWithoutRoot() {
    assertThat(stage("runtime")).containsPattern("(?m)^USER 10001:10001$");
    assertThat(stage("service")).startsWith("runtime ").doesNotContain("USER");
    assertThat(stage("simulator")).startsWith("runtime ").doesNotContain("USER");
  }

  @Test
  void shouldSayWhetherItIsHealthy() {
    assertThat(stage("service")).contains("HEALTHCHECK").contains("/q/health/ready");
    assertThat(stage("simulator")).contains("HEALTHCHECK");
  }

  @Test
  void shouldBuildWithTheProjectsWrapperAndRunOnARuntimeOnly() {
    assertThat(stage("build")).contains("./mvnw ");
    assertThat(stage("runtime")).startsWith("eclipse-temurin:17-jre ");
  }

  @Test
  void shouldLeaveBuildsAndSecretsOutOfTheContext() throws IOException {
    assertThat(Files.readAllLines(Compose.REPOSITORY.resolve(".dockerignore")))
        .contains(".git", ".env", "**/target", "data");
    assertThat(Files.readAllLines(Compose.REPOSITORY.resolve(".gitignore"))).contains(".env");
  }

  private String stage(String name) {
    return stages.stream()
        .filter(stage -> stage.lines().findFirst().orElse("").endsWith(" AS " + name))
        .findFirst()
        .orElseThrow();
  }
}
