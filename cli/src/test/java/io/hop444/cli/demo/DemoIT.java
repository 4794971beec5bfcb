/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.hop444.cli.HopProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DemoIT {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  @BeforeEach
  void needServices() {
    assumeThat(HopProcess.servicesArePackaged())
        .as("the three services are packaged; ./mvnw verify of the whole project does that")
        .isTrue();
  }

  @Test
  void shouldFindTheOutageSeeItsRepairAndLeaveNothingBehind() throws Exception {
    try (HopProcess demo =
        HopProcess.start(
            "demo", "--port", "0", "--break-after", "PT5S", "--repair-after", "PT30S")) {
      Path logs = Path.of(demo.awaitLine("Logs", LIMIT).strip().replaceFirst("Logs +", ""));

      String incident = demo.awaitLine("incident:", LIMIT);
      String resolved = demo.awaitLine("resolved:", LIMIT);

      assertThat(incident).contains("BINDING_MISSING on osl-ex02");
      assertThat(resolved).contains("BINDING_MISSING on osl-ex02");
      assertThat(demo.terminate()).isZero();
      assertThat(Files.exists(logs.getParent())).isFalse();
    }
  }
}
