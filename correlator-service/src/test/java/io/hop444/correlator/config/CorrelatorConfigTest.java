/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hop444.correlator.InstanceId;
import io.hop444.correlator.StreamSettings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorrelatorConfigTest {

  private static CorrelatorConfig read(Map<String, String> settings) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .addDefaultInterceptors()
            .withMapping(CorrelatorConfig.class)
            .withConverter(
                Duration.class,
                200,
                io.quarkus.runtime.configuration.DurationConverter::parseDuration)
            .withSources(new PropertiesConfigSource(settings, "test", 100))
            .build();
    return config.getConfigMapping(CorrelatorConfig.class);
  }

  @Test
  void shouldHaveTheDefaultsOfTheReadme() throws Exception {
    CorrelatorConfig config = read(Map.of());

    assertThat(config.kafka().bootstrapServers()).isEqualTo("127.0.0.1:9092");
    assertThat(config.kafka().replicationFactor()).isEqualTo((short) -1);
    assertThat(config.kafka().properties()).isEmpty();
    assertThat(config.dataDirectory()).isEqualTo(Path.of("data/correlator"));
    assertThat(config.applicationId()).isEqualTo("hop444-correlator");
    assertThat(config.standbyReplicas()).isZero();
    assertThat(config.threads()).isZero();
    assertThat(config.commitInterval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.seals().directory()).isEmpty();
    assertThat(config.tracing().endpoint()).isEmpty();
    assertThat(Files.readString(Path.of("README.md")))
        .contains("| `correlator.kafka.bootstrap-servers` | `127.0.0.1:9092` |")
        .contains("| `correlator.kafka.replication-factor` | `-1` |")
        .contains("| `correlator.kafka.properties.*` |")
        .contains("| `correlator.data-directory` | `data/correlator` |")
        .contains("| `correlator.application-id` | `hop444-correlator` |")
        .contains("| `correlator.standby-replicas` | `0` |")
        .contains("| `correlator.seals.directory` | |")
        .contains("| `correlator.tracing.endpoint` | |")
        .contains("| `correlator.threads` | `0` |")
        .contains("| `correlator.commit-interval` | `1s` |");
  }

  @Test
  void shouldTakeEveryKey() {
    CorrelatorConfig config =
        read(
            Map.of(
                "correlator.tracing.endpoint", "http://t:4318",
                "correlator.kafka.bootstrap-servers", "k1:9093,k2:9093",
                "correlator.kafka.replication-factor", "3",
                "correlator.kafka.properties.\"security.protocol\"", "SSL",
                "correlator.data-directory", "/var/lib/hop444/correlator",
                "correlator.application-id", "other",
                "correlator.standby-replicas", "1",
                "correlator.threads", "3",
                "correlator.seals.directory", "/etc/hop444/seals",
                "correlator.commit-interval", "250ms"));

    assertThat(config.kafka().bootstrapServers()).isEqualTo("k1:9093,k2:9093");
    assertThat(config.kafka().replicationFactor()).isEqualTo((short) 3);
    assertThat(config.kafka().properties()).containsEntry("security.protocol", "SSL");
    assertThat(config.dataDirectory()).isEqualTo(Path.of("/var/lib/hop444/correlator"));
    assertThat(config.applicationId()).isEqualTo("other");
    assertThat(config.standbyReplicas()).isEqualTo(1);
    assertThat(config.threads()).isEqualTo(3);
    assertThat(config.commitInterval()).isEqualTo(Duration.ofMillis(250));
    assertThat(config.tracing().endpoint()).contains("http://t:4318");
    assertThat(config.seals().directory()).contains(Path.of("/etc/hop444/seals"));
  }

  @Test
  void shouldLetTheOperatorSetWhatKafkasClientsTake(@TempDir Path folder) throws Exception {
    try (InstanceId instance = InstanceId.claim(folder)) {
      Properties ours = StreamSettings.of(read(Map.of()), instance);
      Properties theirs =
          StreamSettings.of(
              read(Map.of("correlator.kafka.properties.\"fetch.max.bytes\"", "1000000")), instance);

      assertThat(ours).containsEntry("fetch.max.bytes", 8_388_608);
      assertThat(ours).containsEntry("enable.metrics.push", false);
      assertThat(theirs).containsEntry("fetch.max.bytes", "1000000");
    }
  }

  @Test
  void shouldRefuseAnUnknownKeyByName() {
    assertThatThrownBy(() -> read(Map.of("correlator.data-folder", "x")))
        .hasMessageContaining("correlator.data-folder");
  }

  @Test
  void shouldRefuseABadValueByKey() {
    assertThatThrownBy(() -> read(Map.of("correlator.standby-replicas", "many")))
        .hasMessageContaining("correlator.standby-replicas");
  }
}
