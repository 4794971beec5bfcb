/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.delivery;

import io.hop444.alert.config.CheckedConfig;
import io.hop444.alert.email.MailSender;
import io.hop444.alert.notice.Sender;
import io.hop444.alert.receiver.Endpoint;
import io.hop444.alert.receiver.TargetSpec;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The receivers and how each is told. Thread-safe. */
@ApplicationScoped
public class Targets {

  private final Map<String, Sender> senders = new LinkedHashMap<>();

  Targets() {}

  @Inject
  Targets(CheckedConfig config, Vertx vertx, Clock clock) {
    HttpSender.Limits limits = new HttpSender.Limits(config.webhook().timeout(), clock);
    for (TargetSpec spec : config.targets()) {
      senders.put(
          spec.name(),
          spec.endpoint() instanceof Endpoint.Http http
              ? new HttpSender(
                  vertx.createHttpClient(options(config)),
                  MessageFormats.of(spec, http),
                  http,
                  spec.addresses(),
                  limits)
              : new MailSender(
                  (Endpoint.Smtp) spec.endpoint(), spec.addresses(), limits.timeout(), clock));
    }
  }

  private static HttpClientOptions options(CheckedConfig config) {
    return new HttpClientOptions()
        .setProtocolVersion(HttpVersion.HTTP_1_1)
        .setConnectTimeout((int) config.webhook().timeout().toMillis())
        .setMaxPoolSize(config.webhook().workers())
        .setVerifyHost(true)
        .setForceSni(true);
  }

  /** How a target is told; empty when there is none of this name. */
  public Optional<Sender> sender(String name) {
    return Optional.ofNullable(senders.get(name));
  }

  Map<String, Sender> all() {
    return Map.copyOf(senders);
  }
}
