/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The Compose file of this repository, its anchors and merges resolved. */
record Compose(JsonNode root) {

  static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

  static Compose read() throws IOException {
    // SnakeYAML resolves anchors and merges; Jackson's reader does not.
    try (Reader reader = Files.newBufferedReader(REPOSITORY.resolve("docker-compose.yml"))) {
      Object loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
      return new Compose(new ObjectMapper().valueToTree(loaded));
    }
  }

  /** Services by name. */
  Map<String, ObjectNode> services() {
    Map<String, ObjectNode> services = new LinkedHashMap<>();
    root.path("services")
        .properties()
        .forEach(entry -> services.put(entry.getKey(), (ObjectNode) entry.getValue()));
    return services;
  }
}
