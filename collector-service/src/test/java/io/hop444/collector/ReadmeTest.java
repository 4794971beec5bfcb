/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.collector.config.CollectorConfig;
import io.hop444.wire.DeadLetterReason;
import io.hop444.wire.GapReason;
import io.hop444.wire.ProbeOutcome;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithDefault;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The module's README says what the code does. */
class ReadmeTest {

  @Test
  void shouldListEveryKeyWithItsDefault() throws Exception {
    String readme = Files.readString(Path.of("README.md"));

    List<String> rows = new ArrayList<>();
    collect("collector", CollectorConfig.class, rows);
    assertThat(rows).hasSizeGreaterThan(10);
    assertThat(readme).contains(rows);
  }

  private static void collect(String prefix, Class<?> type, List<String> rows) {
    for (Method method : type.getDeclaredMethods()) {
      String key = prefix + "." + kebab(method.getName());
      if (method.getReturnType().isInterface()
          && method.getReturnType().getName().startsWith(CollectorConfig.class.getName())) {
        collect(key, method.getReturnType(), rows);
      } else if (!method.isSynthetic()) {
        WithDefault byDefault = method.getAnnotation(WithDefault.class);
        String shown = byDefault == null ? "" : "`" + byDefault.value() + "`";
        String name = method.getReturnType() == Map.class ? key + ".*" : key;
        rows.add("| `" + name + "` | " + shown + (shown.isEmpty() ? "|" : " |"));
      }
    }
  }

  private static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
  }

  @Test
  void shouldSayWhatToDoAboutEveryReasonAndOutcome() throws Exception {
    String readme = Files.readString(Path.of("README.md"));

    List<Enum<?>> told = new ArrayList<>();
    told.addAll(List.of(DeadLetterReason.values()));
    told.addAll(List.of(GapReason.values()));
    told.addAll(List.of(ProbeOutcome.values()));
    told.removeIf(each -> each.name().equals("UNKNOWN"));
    assertThat(told).isNotEmpty().allSatisfy(each -> assertThat(readme).contains("`" + each + "`"));
  }

  @Test
  void shouldTakeANonDefaultValueForEveryKey() {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(CollectorConfig.class)
            .withDefaultValues(
                Map.ofEntries(
                    Map.entry("collector.id", "c7"),
                    Map.entry("collector.start", "end"),
                    Map.entry("collector.estate.directory", "/logs"),
                    Map.entry("collector.data.directory", "/data"),
                    Map.entry("collector.kafka.bootstrap-servers", "k:1"),
                    Map.entry("collector.kafka.replication-factor", "3"),
                    Map.entry("collector.kafka.properties.security.protocol", "SSL"),
                    Map.entry("collector.redaction.enabled", "false"),
                    Map.entry("collector.seal.key-file", "/DUB.key"),
                    Map.entry("collector.tracing.endpoint", "http://t:4318"),
                    Map.entry("collector.tracing.ratio", "0.5"),
                    Map.entry("collector.tracing.failures-per-second", "3"),
                    Map.entry("collector.site", "DUB"),
                    Map.entry("collector.probe.targets", "mbx07.contoso.test,mbx08:444"),
                    Map.entry("collector.probe.every", "1m"),
                    Map.entry("collector.probe.max-per-minute", "7"),
                    Map.entry("collector.probe.timeout", "3s"),
                    Map.entry("collector.probe.trust-store", "/roots.pem"),
                    Map.entry("collector.probe.trust-store-password", "secret"),
                    Map.entry("collector.push.token", "t"),
                    Map.entry("collector.push.token-file", "/token"),
                    Map.entry("collector.push.host", "0.0.0.0"),
                    Map.entry("collector.push.port", "1"),
                    Map.entry("collector.push.certificate-file", "/c.pem"),
                    Map.entry("collector.push.key-file", "/k.pem"),
                    Map.entry("collector.push.max-body-bytes", "2"),
                    Map.entry("collector.topic.names", "a,b"),
                    Map.entry("collector.topic.group-id", "g"),
                    Map.entry("collector.topic.bootstrap-servers", "other:1"),
                    Map.entry("collector.topic.properties.security.protocol", "SASL_SSL"),
                    Map.entry("collector.wevtutil.channels", "System,Application"),
                    Map.entry("collector.wevtutil.command", "w"),
                    Map.entry("collector.wevtutil.every", "8s"),
                    Map.entry("collector.wevtutil.server", "mbx07"),
                    Map.entry("collector.reading.poll-every", "50ms"),
                    Map.entry("collector.reading.list-every", "9s"),
                    Map.entry("collector.reading.max-line-bytes", "5"),
                    Map.entry("collector.reading.max-dead-letters", "6"),
                    Map.entry("collector.reading.max-bytes-per-second", "7"),
                    Map.entry("collector.start-max-age", "P2D"),
                    Map.entry("collector.reading.service-accounts", "a,b")))
            .withConverter(
                java.time.Duration.class,
                200,
                new io.quarkus.runtime.configuration.DurationConverter())
            .build();

    CollectorConfig collector = config.getConfigMapping(CollectorConfig.class);

    assertThat(collector.id()).isEqualTo("c7");
    assertThat(collector.start()).isEqualTo(CollectorConfig.Start.END);
    assertThat(collector.estate().directory()).isEqualTo(Path.of("/logs"));
    assertThat(collector.data().directory()).isEqualTo(Path.of("/data"));
    assertThat(collector.kafka().bootstrapServers()).isEqualTo("k:1");
    assertThat(collector.kafka().replicationFactor()).isEqualTo((short) 3);
    assertThat(collector.kafka().properties()).containsEntry("security.protocol", "SSL");
    assertThat(collector.redaction().enabled()).isFalse();
    assertThat(collector.seal().keyFile()).contains(Path.of("/DUB.key"));
    assertThat(collector.tracing().endpoint()).contains("http://t:4318");
    assertThat(collector.tracing().ratio()).isEqualTo(0.5);
    assertThat(collector.tracing().failuresPerSecond()).isEqualTo(3);
    assertThat(collector.site()).contains("DUB");
    assertThat(collector.probe().targets()).contains(List.of("mbx07.contoso.test", "mbx08:444"));
    assertThat(collector.probe().every()).hasMinutes(1);
    assertThat(collector.probe().maxPerMinute()).isEqualTo(7);
    assertThat(collector.probe().timeout()).hasSeconds(3);
    assertThat(collector.probe().trustStore()).contains(Path.of("/roots.pem"));
    assertThat(collector.probe().trustStorePassword()).contains("secret");
    assertThat(collector.push().token()).contains("t");
    assertThat(collector.push().tokenFile()).contains(Path.of("/token"));
    assertThat(collector.push().host()).isEqualTo("0.0.0.0");
    assertThat(collector.push().port()).isEqualTo(1);
    assertThat(collector.push().certificateFile()).contains(Path.of("/c.pem"));
    assertThat(collector.push().keyFile()).contains(Path.of("/k.pem"));
    assertThat(collector.push().maxBodyBytes()).isEqualTo(2);
    assertThat(collector.topic().names()).contains(List.of("a", "b"));
    assertThat(collector.topic().groupId()).isEqualTo("g");
    assertThat(collector.topic().bootstrapServers()).contains("other:1");
    assertThat(collector.topic().properties()).containsEntry("security.protocol", "SASL_SSL");
    assertThat(collector.wevtutil().channels()).contains(List.of("System", "Application"));
    assertThat(collector.wevtutil().command()).isEqualTo("w");
    assertThat(collector.wevtutil().every()).hasSeconds(8);
    assertThat(collector.wevtutil().server()).contains("mbx07");
    assertThat(collector.reading().pollEvery()).hasMillis(50);
    assertThat(collector.reading().listEvery()).hasSeconds(9);
    assertThat(collector.reading().maxLineBytes()).isEqualTo(5);
    assertThat(collector.reading().maxDeadLetters()).isEqualTo(6);
    assertThat(collector.reading().maxBytesPerSecond()).hasValue(7);
    assertThat(collector.startMaxAge()).hasValue(java.time.Duration.ofDays(2));
    assertThat(collector.reading().serviceAccounts()).contains(List.of("a", "b"));
  }
}
