/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.SpecVersionDetector;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ComposeFileTest {

  private static final Pattern SECRET_NAME =
      Pattern.compile("(?i).*(password|secret|token|credential|private).*");

  private Compose compose;

  @BeforeEach
  void read() throws IOException {
    compose = Compose.read();
  }

  @Test
  void shouldFollowTheSchemaOfThePartsInUse() throws IOException {
    try (InputStream schema = getClass().getResourceAsStream("/compose-subset.schema.json")) {
      assertThat(problems(new ObjectMapper().readTree(schema))).isEmpty();
    }
  }

  @Test
  void shouldFollowTheSpecificationsOwnSchemaWhereItIsAtHand() throws IOException {
    String path = System.getProperty("compose.schema", "");
    assumeTrue(!path.isEmpty(), "skipped: -Dcompose.schema does not name compose-spec.json");

    ObjectNode schema = (ObjectNode) new ObjectMapper().readTree(Path.of(path).toFile());
    // Published versions carry a keyword of draft 4 that later drafts do not know.
    schema.findParents("id").stream()
        .filter(parent -> parent.path("id").isTextual())
        .forEach(parent -> ((ObjectNode) parent).remove("id"));
    assertThat(problems(schema)).isEmpty();
  }

  @Test
  void shouldRejectWhatTheSchemaDoesNotKnow() throws IOException {
    ((ObjectNode) compose.root().path("services").path("alert")).put("privileged", true);

    try (InputStream schema = getClass().getResourceAsStream("/compose-subset.schema.json")) {
      assertThat(problems(new ObjectMapper().readTree(schema)))
          .anyMatch(problem -> problem.getMessage().contains("privileged"));
    }
  }

  @Test
  void shouldPublishPortsOnLoopbackOnly() {
    List<String> ports =
        compose.services().values().stream().flatMap(s -> texts(s.path("ports")).stream()).toList();

    assertThat(ports).isNotEmpty().allMatch(port -> port.startsWith("127.0.0.1:"));
  }

  @Test
  void shouldTakeSecretsFromTheEnvironment() {
    Set<String> literal = new TreeSet<>();
    compose
        .services()
        .forEach(
            (name, service) ->
                service
                    .path("environment")
                    .properties()
                    .forEach(
                        entry -> {
                          boolean isSecret =
                              SECRET_NAME.matcher(entry.getKey()).matches()
                                  && !entry.getKey().endsWith("_FILE");
                          if (isSecret && !entry.getValue().asText().startsWith("${HOP444_")) {
                            literal.add(name + "." + entry.getKey());
                          }
                        }));

    assertThat(literal).isEmpty();
  }

  @Test
  void shouldSetOnlyWhatTheServicesKnow() throws IOException {
    KnownSettings known = KnownSettings.read();
    Set<String> set = new TreeSet<>();
    for (String name : List.of("collector", "demo-collector", "correlator", "alert")) {
      compose.services().get(name).path("environment").fieldNames().forEachRemaining(set::add);
    }
    // Java's own.
    set.remove("JDK_JAVA_OPTIONS");

    assertThat(set).hasSizeGreaterThan(10).allMatch(known::hasVariable);
  }

  @Test
  void shouldRefuseToStartWithoutTheDatabasesPassword() {
    for (String[] place :
        new String[][] {
          {"postgres", "POSTGRES_PASSWORD"}, {"alert", "QUARKUS_DATASOURCE_PASSWORD"}
        }) {
      assertThat(compose.services().get(place[0]).path("environment").path(place[1]).asText())
          .startsWith("${HOP444_POSTGRES_PASSWORD:?");
    }
  }

  @Test
  void shouldNameEveryVariableInTheExample() throws IOException {
    String text = Files.readString(Compose.REPOSITORY.resolve("docker-compose.yml"));
    String example = Files.readString(Compose.REPOSITORY.resolve("deploy/env.example"));

    Set<String> required =
        new TreeSet<>(
            Pattern.compile("\\$\\{(HOP444_\\w+):[?]")
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList());
    assertThat(required).isNotEmpty().allMatch(name -> example.contains("\n" + name + "=\n"));
  }

  @Test
  void shouldBuildFromFilesAndModulesThatExist() throws IOException {
    String modules = Files.readString(Compose.REPOSITORY.resolve("pom.xml"));
    List<ObjectNode> built =
        compose.services().values().stream().filter(service -> service.has("build")).toList();

    assertThat(built).hasSizeGreaterThanOrEqualTo(3);
    for (ObjectNode service : built) {
      JsonNode build = service.path("build");
      Path file = Compose.REPOSITORY.resolve(build.path("dockerfile").asText());
      assertThat(file).isRegularFile();
      assertThat(Files.readString(file)).contains(" AS " + build.path("target").asText());
      assertThat(modules)
          .contains("<module>" + build.path("args").path("SERVICE").asText() + "</module>");
    }
  }

  @Test
  void shouldRunEveryContainerConfinedAndWithoutRoot() {
    compose
        .services()
        .forEach(
            (name, service) -> {
              assertThat(texts(service.path("cap_drop"))).as(name).contains("ALL");
              assertThat(texts(service.path("security_opt")))
                  .as(name)
                  .contains("no-new-privileges:true");
              if (service.has("image")) {
                assertThat(service.path("user").asText())
                    .as(name)
                    .isNotEmpty()
                    .doesNotStartWith("0");
              } else {
                assertThat(service.path("read_only").asBoolean()).as(name).isTrue();
              }
            });
  }

  @Test
  void shouldKeepDataInDeclaredVolumes() {
    for (ObjectNode service : compose.services().values()) {
      for (String volume : texts(service.path("volumes"))) {
        String source = volume.startsWith("${") ? "" : volume.substring(0, volume.indexOf(':'));
        assertThat(source.isEmpty() || compose.root().path("volumes").has(source))
            .as(volume)
            .isTrue();
      }
    }
    assertThat(texts(compose.services().get("kafka").path("volumes"))).isNotEmpty();
    assertThat(texts(compose.services().get("postgres").path("volumes"))).isNotEmpty();
  }

  @Test
  void shouldWaitForDependenciesThatSayTheyAreHealthy() throws IOException {
    String images = Files.readString(Compose.REPOSITORY.resolve("deploy/docker/Dockerfile"));
    for (ObjectNode service : compose.services().values()) {
      service
          .path("depends_on")
          .properties()
          .forEach(
              entry -> {
                JsonNode needed = compose.services().get(entry.getKey());
                assertThat(needed).as(entry.getKey()).isNotNull();
                assertThat(entry.getValue().path("condition").asText())
                    .isEqualTo("service_healthy");
                String target = needed.path("build").path("target").asText("none");
                boolean checkedByImage =
                    images.contains(" AS " + target)
                        && images
                            .substring(images.indexOf(" AS " + target))
                            .split("\nFROM ")[0]
                            .contains("HEALTHCHECK");
                assertThat(needed.has("healthcheck") || checkedByImage).as(entry.getKey()).isTrue();
              });
    }
  }

  private Set<ValidationMessage> problems(JsonNode schema) {
    SpecVersion.VersionFlag version =
        SpecVersionDetector.detectOptionalVersion(schema, false)
            .orElse(SpecVersion.VersionFlag.V202012);
    JsonSchema compiled = JsonSchemaFactory.getInstance(version).getSchema(schema);
    return compiled.validate(compose.root());
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
