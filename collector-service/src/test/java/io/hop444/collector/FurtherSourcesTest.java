/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hop444.collector.config.CollectorConfig;
import io.hop444.collector.config.CollectorConfigTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A source that is configured and cannot start stops the start, with its key. */
class FurtherSourcesTest {

  private static final Map<String, String> PROBE =
      Map.of("collector.site", "DUB", "collector.probe.targets", "mbx07.contoso.test");

  private static final Map<String, String> PUSH =
      Map.of("collector.site", "DUB", "collector.push.token", "a-token-of-this-test");

  private static void start(Map<String, String> settings, String key, String value) {
    Map<String, String> all = new HashMap<>(settings);
    if (value == null) {
      all.remove(key);
    } else {
      all.put(key, value);
    }
    CollectorConfig config = CollectorConfigTest.read(all);
    new FurtherSources(config, new CollectorApplication(config), new SimpleMeterRegistry(), null)
        .start(new StartupEvent());
  }

  private static void refuses(Map<String, String> settings, String key, String value) {
    assertThatThrownBy(() -> start(settings, key, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(key);
  }

  @Test
  void shouldNameTheKeyThatKeepsProbesFromStarting() {
    refuses(PROBE, "collector.site", null);
    refuses(PROBE, "collector.probe.targets", "https://mbx07");
    refuses(PROBE, "collector.probe.trust-store", "/nowhere/roots.pem");
    refuses(PROBE, "collector.probe.max-per-minute", "0");
    refuses(PROBE, "collector.probe.every", "0s");
  }

  @Test
  void shouldNameTheKeyThatKeepsThePushListenerFromStarting() {
    refuses(PUSH, "collector.site", null);
    refuses(PUSH, "collector.push.token", "short");
    refuses(PUSH, "collector.push.token-file", "/nowhere/tokens");
    refuses(PUSH, "collector.push.host", "0.0.0.0");
    refuses(PUSH, "collector.push.key-file", "/nowhere/key.pem");
    refuses(PUSH, "collector.push.max-body-bytes", "10");
    refuses(PUSH, "collector.push.port", "70000");
  }

  @Test
  void shouldAskForTheSiteOfEventsInTopics() {
    refuses(Map.of("collector.topic.names", "winlogbeat"), "collector.site", null);
  }

  @Test
  void shouldNameTheKeyThatKeepsPollingFromStarting() {
    Map<String, String> polling =
        Map.of("collector.site", "DUB", "collector.wevtutil.channels", "System");

    refuses(polling, "collector.site", null);
    refuses(polling, "collector.wevtutil.every", "0s");
  }
}
