/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import io.smallrye.config.SmallRyeConfig;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * The settings of a service's Kafka clients.
 *
 * @param bootstrapKey key of the addresses
 * @param prefix of the further settings
 * @param settings all but the addresses
 */
record KafkaClient(
    String bootstrapKey, String prefix, String bootstrapServers, Map<String, String> settings) {

  private static final Set<String> KNOWN = AdminClientConfig.configNames();

  static KafkaClient of(ServiceSettings service, SmallRyeConfig config) {
    boolean alert = service.service() == ServiceName.ALERT;
    String prefix = alert ? "kafka." : service.service().word() + ".kafka.properties.";
    String bootstrap =
        alert ? "kafka.bootstrap.servers" : service.service().word() + ".kafka.bootstrap-servers";
    Map<String, String> settings = new LinkedHashMap<>();
    if (alert) {
      // The variables of SmallRye's connector are names of Kafka with underscores for dots.
      service
          .variables()
          .forEach(
              (name, value) -> {
                if (name.startsWith("KAFKA_")) {
                  settings.put(name.substring(6).toLowerCase(Locale.ROOT).replace('_', '.'), value);
                }
              });
      settings.putAll(ServiceSettings.below(config, "mp.messaging.connector.smallrye-kafka."));
    } else {
      String variable = ServiceSettings.variable(prefix);
      service
          .variables()
          .forEach(
              (name, value) -> {
                if (name.startsWith(variable)) {
                  settings.put(
                      name.substring(variable.length()).toLowerCase(Locale.ROOT).replace('_', '.'),
                      value);
                }
              });
    }
    settings.putAll(ServiceSettings.below(config, prefix));
    settings.keySet().removeIf(key -> !KNOWN.contains(key) && !key.startsWith("sasl."));
    settings.remove("bootstrap.servers");
    return new KafkaClient(
        bootstrap,
        prefix,
        ServiceSettings.value(config, bootstrap).orElse("127.0.0.1:9092"),
        settings);
  }

  /** The key of one of the further settings. */
  String key(String setting) {
    return prefix + setting;
  }

  /** PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL. */
  String protocol() {
    return settings.getOrDefault("security.protocol", "PLAINTEXT").toUpperCase(Locale.ROOT);
  }

  boolean usesTls() {
    return protocol().endsWith("SSL");
  }

  String mechanism() {
    return settings.getOrDefault("sasl.mechanism", "GSSAPI");
  }

  /** For one address, and impatient. */
  Map<String, Object> impatient(String address, int millis) {
    Map<String, Object> all = new LinkedHashMap<>(settings);
    all.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address);
    all.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    all.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    all.put(AdminClientConfig.CLIENT_ID_CONFIG, "hop444-check-config");
    return all;
  }
}
