/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What we ship may be shipped: of the licences of each component we may choose one. */
class LicencesTest {

  private static final Path SBOM = Compose.REPOSITORY.resolve("target/sbom.json");

  private static final Set<String> FREE_TO_SHIP =
      Set.of(
          "Apache-2.0",
          "MIT",
          "MIT-0",
          "0BSD",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "EPL-1.0",
          "EPL-2.0",
          "CC0-1.0",
          "Go License",
          "Public Domain");

  @Test
  void shouldShipOnlyWhatMayBeShipped() throws IOException {
    assumeTrue(
        Files.exists(SBOM),
        "skipped: no target/sbom.json; ./mvnw -q -Psbom cyclonedx:makeAggregateBom writes it");

    List<String> refused = new ArrayList<>();
    JsonNode components = new ObjectMapper().readTree(SBOM.toFile()).path("components");
    for (JsonNode component : components) {
      if (licences(component).stream().noneMatch(FREE_TO_SHIP::contains)) {
        refused.add(component.path("purl").asText() + " " + licences(component));
      }
    }

    assertThat(components.size()).isGreaterThan(100);
    assertThat(refused).isEmpty();
  }

  private static List<String> licences(JsonNode component) {
    List<String> found = new ArrayList<>();
    component
        .path("licenses")
        .forEach(
            one -> {
              found.add(one.path("license").path("id").asText());
              found.add(one.path("license").path("name").asText());
              found.add(one.path("expression").asText());
            });
    found.removeIf(String::isEmpty);
    return found;
  }
}
