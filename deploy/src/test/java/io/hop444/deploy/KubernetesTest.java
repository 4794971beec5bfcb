/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The manifests for Kubernetes, without a cluster. */
class KubernetesTest {

  private static final Path FOLDER = Path.of("kubernetes");
  private static final YAMLMapper YAML = new YAMLMapper();

  /** The kinds in use, as the API has them. */
  private static final Map<String, Class<?>> KINDS =
      Map.of(
          "v1/Namespace", Namespace.class,
          "v1/ConfigMap", ConfigMap.class,
          "v1/Service", Service.class,
          "apps/v1/StatefulSet", StatefulSet.class,
          "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class,
          "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class);

  /** Variables that are no settings of a service. */
  private static final Set<String> OF_THE_PLATFORM =
      Set.of("POD_NAME", "JAVA_TOOL_OPTIONS", "SMALLRYE_CONFIG_LOCATIONS");

  @Test
  void shouldHaveNoFieldThatTheApiDoesNotKnow() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<JsonNode> all = manifests();

    assertThat(all).hasSizeGreaterThan(10);
    for (JsonNode manifest : all) {
      String kind = manifest.path("apiVersion").asText() + "/" + manifest.path("kind").asText();
      assertThat(KINDS).containsKey(kind);
      List<String> unknown = new ArrayList<>();
      collectUnknown(mapper.convertValue(manifest, KINDS.get(kind)), kind, unknown);
      assertThat(unknown).isEmpty();
    }
  }

  @Test
  void shouldNoticeAFieldThatTheApiDoesNotKnow() throws IOException {
    JsonNode manifest =
        YAML.readTree(
            "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{prot: 1}]}}");
    List<String> unknown = new ArrayList<>();

    collectUnknown(new ObjectMapper().convertValue(manifest, Service.class), "Service", unknown);

    assertThat(unknown).containsExactly("Service.spec.ports.prot");
  }

  @Test
  void shouldSetOnlyWhatTheServicesKnow() throws IOException {
    KnownSettings known = KnownSettings.read();
    assertThat(known.size()).isGreaterThan(50);

    for (JsonNode container : containers()) {
      for (JsonNode variable : container.path("env")) {
        String name = variable.path("name").asText();
        assertThat(OF_THE_PLATFORM.contains(name) || known.hasVariable(name)).as(name).isTrue();
      }
    }
  }

  @Test
  void shouldConfineEveryContainer() throws IOException {
    assertThat(containers()).hasSize(3);
    for (JsonNode set : sets()) {
      JsonNode pod = set.path("spec").path("template").path("spec");
      assertThat(pod.path("securityContext").path("runAsNonRoot").asBoolean()).isTrue();
      assertThat(pod.path("securityContext").path("seccompProfile").path("type").asText())
          .isEqualTo("RuntimeDefault");
      assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
      for (JsonNode container : pod.path("containers")) {
        JsonNode context = container.path("securityContext");
        assertThat(context.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(context.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(context.path("capabilities").path("drop").path(0).asText()).isEqualTo("ALL");
        assertThat(container.path("resources").path("limits").has("memory")).isTrue();
        assertThat(container.path("resources").path("requests").has("cpu")).isTrue();
      }
    }
  }

  @Test
  void shouldProbeEveryContainer() throws IOException {
    for (JsonNode container : containers()) {
      for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
        JsonNode get = container.path(probe).path("httpGet");
        assertThat(get.path("path").asText()).startsWith("/q/health/");
        assertThat(get.path("port").asText())
            .isEqualTo(container.path("ports").path(0).path("name").asText());
      }
    }
  }

  @Test
  void shouldKeepTwoOfWhatMayBeTwo() throws IOException {
    Set<String> budgets = names("PodDisruptionBudget");

    assertThat(budgets).containsExactlyInAnyOrder("correlator", "alert");
    for (JsonNode set : sets()) {
      String name = set.path("metadata").path("name").asText();
      assertThat(set.path("spec").path("replicas").asInt())
          .isEqualTo(budgets.contains(name) ? 2 : 1);
    }
  }

  @Test
  void shouldHoldEveryNameThatIsReferredTo() throws IOException {
    Set<String> services = names("Service");
    for (JsonNode set : sets()) {
      JsonNode spec = set.path("spec");
      assertThat(services).contains(spec.path("serviceName").asText());
      assertThat(spec.path("template").path("metadata").path("labels"))
          .isEqualTo(spec.path("selector").path("matchLabels"));
      Set<String> volumes = new TreeSet<>();
      spec.path("template").path("spec").path("volumes").forEach(v -> volumes.add(name(v)));
      spec.path("volumeClaimTemplates").forEach(claim -> volumes.add(name(claim.path("metadata"))));
      for (JsonNode mount : spec.at("/template/spec/containers/0/volumeMounts")) {
        assertThat(volumes).contains(name(mount));
      }
      for (JsonNode variable : spec.at("/template/spec/containers/0/env")) {
        JsonNode map = variable.at("/valueFrom/configMapKeyRef");
        if (!map.isMissingNode()) {
          assertThat(configMap(map.path("name").asText()).has(map.path("key").asText())).isTrue();
        }
      }
    }
  }

  @Test
  void shouldHoldNoSecret() throws IOException {
    assertThat(names("Secret")).isEmpty();
    String readme = Files.readString(FOLDER.resolve("README.md"));
    for (JsonNode manifest : manifests()) {
      manifest.findValues("secretName").forEach(s -> assertThat(readme).contains(s.asText()));
      manifest
          .findValues("secretKeyRef")
          .forEach(s -> assertThat(readme).contains(s.path("name").asText()));
    }
  }

  @Test
  void shouldGiveEachServiceASecretOfItsOwnForKafka() throws IOException {
    for (JsonNode set : sets()) {
      Set<String> ofKafka = new TreeSet<>();
      for (JsonNode volume : set.at("/spec/template/spec/volumes")) {
        String secret = volume.at("/secret/secretName").asText();
        if (secret.startsWith("hop444-kafka")) {
          ofKafka.add(secret);
        }
      }
      assertThat(ofKafka)
          .containsExactly("hop444-kafka-" + set.path("metadata").path("name").asText());
    }
  }

  @Test
  void shouldListEveryFileForKustomize() throws IOException {
    JsonNode kustomization = YAML.readTree(FOLDER.resolve("kustomization.yaml").toFile());
    Set<String> listed = new TreeSet<>();
    kustomization.path("resources").forEach(file -> listed.add(file.asText()));

    assertThat(listed).isEqualTo(files());
    String pom = Files.readString(Compose.REPOSITORY.resolve("pom.xml"));
    for (JsonNode image : kustomization.path("images")) {
      assertThat(pom).contains("<version>" + image.path("newTag").asText() + "</version>");
    }
  }

  /** Types of the API keep what they do not know in {@code additionalProperties}. */
  private static void collectUnknown(Object object, String path, List<String> unknown) {
    if (object instanceof Iterable<?> list) {
      list.forEach(one -> collectUnknown(one, path, unknown));
      return;
    }
    if (object == null || !object.getClass().getName().startsWith("io.fabric8.")) {
      return;
    }
    try {
      for (var method : object.getClass().getMethods()) {
        if (method.getParameterCount() > 0 || !method.getName().startsWith("get")) {
          continue;
        }
        Object value = method.invoke(object);
        if (method.getName().equals("getAdditionalProperties")) {
          ((Map<?, ?>) value).keySet().forEach(key -> unknown.add(path + "." + key));
        } else if (!method.getName().equals("getClass")) {
          String field = method.getName().substring(3, 4).toLowerCase(java.util.Locale.ROOT);
          collectUnknown(value, path + "." + field + method.getName().substring(4), unknown);
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(path, e);
    }
  }

  private static Set<String> files() throws IOException {
    Set<String> names = new TreeSet<>();
    try (var found = Files.list(FOLDER)) {
      found
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml") && !name.startsWith("kustomization"))
          .forEach(names::add);
    }
    return names;
  }

  private static List<JsonNode> manifests() throws IOException {
    List<JsonNode> all = new ArrayList<>();
    for (String file : files()) {
      try (MappingIterator<JsonNode> documents =
          YAML.readerFor(JsonNode.class).readValues(FOLDER.resolve(file).toFile())) {
        documents.forEachRemaining(all::add);
      }
    }
    return all;
  }

  private static List<JsonNode> sets() throws IOException {
    return manifests().stream().filter(m -> m.path("kind").asText().equals("StatefulSet")).toList();
  }

  private static List<JsonNode> containers() throws IOException {
    return sets().stream()
        .flatMap(
            set ->
                StreamSupport.stream(set.at("/spec/template/spec/containers").spliterator(), false))
        .toList();
  }

  private static Set<String> names(String kind) throws IOException {
    Set<String> names = new TreeSet<>();
    for (JsonNode manifest : manifests()) {
      if (manifest.path("kind").asText().equals(kind)) {
        names.add(name(manifest.path("metadata")));
      }
    }
    return names;
  }

  private static JsonNode configMap(String name) throws IOException {
    for (JsonNode manifest : manifests()) {
      if (manifest.path("kind").asText().equals("ConfigMap")
          && name(manifest.path("metadata")).equals(name)) {
        return manifest.path("data");
      }
    }
    throw new AssertionError("no ConfigMap " + name);
  }

  private static String name(JsonNode node) {
    return node.path("name").asText();
  }
}
