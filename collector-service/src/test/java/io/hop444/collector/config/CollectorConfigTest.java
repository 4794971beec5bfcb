/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A wrong setting stops the start, with its key and the reason. */
public class CollectorConfigTest {

  /** The settings with an estate, which has no default. */
  public static CollectorConfig read(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.putIfAbsent("collector.estate.directory", "estate");
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .addDefaultInterceptors()
        .withMapping(CollectorConfig.class)
        .withConverter(
            Duration.class, 200, io.quarkus.runtime.configuration.DurationConverter::parseDuration)
        .withSources(new PropertiesConfigSource(all, "test", 100))
        .build()
        .getConfigMapping(CollectorConfig.class);
  }

  @Test
  void shouldHaveNoFurtherSourceByDefault() {
    CollectorConfig config = read(Map.of());

    assertThat(config.site()).isEmpty();
    assertThat(config.probe().targets()).isEmpty();
    assertThat(config.reading().zones()).isEmpty();
  }

  @Test
  void shouldTakeZonesAsAList() {
    CollectorConfig config = read(Map.of("collector.reading.zones", "DUB=Europe/Dublin,a=+01:00"));

    assertThat(config.reading().zones().orElseThrow())
        .containsExactly("DUB=Europe/Dublin", "a=+01:00");
  }

  @Test
  void shouldRefuseUnknownKeysByName() {
    for (String key : new String[] {"collector.sites", "collector.probe.target"}) {
      assertThatThrownBy(() -> read(Map.of(key, "x"))).hasMessageContaining(key);
    }
  }

  @Test
  void shouldRefuseBadValuesByKey() {
    for (String key :
        new String[] {
          "collector.start",
          "collector.redaction.enabled",
          "collector.reading.max-line-bytes",
          "collector.probe.every",
          "collector.probe.max-per-minute"
        }) {
      String wrong = key.endsWith("enabled") ? "" : "often";
      assertThatThrownBy(() -> read(Map.of(key, wrong))).hasMessageContaining(key);
    }
  }
}
