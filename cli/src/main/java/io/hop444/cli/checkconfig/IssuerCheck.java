/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import io.smallrye.config.SmallRyeConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Asks the OpenID Connect issuer for its metadata, as the alert service does. */
final class IssuerCheck {

  private static final String URL = "quarkus.oidc.auth-server-url";
  private static final String AUDIENCE = "quarkus.oidc.token.audience";
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final ServiceSettings settings;

  IssuerCheck(ServiceSettings settings) {
    this.settings = settings;
  }

  void check(SmallRyeConfig config) {
    if (!config.getOptionalValue("quarkus.oidc.tenant-enabled", Boolean.class).orElse(false)) {
      return;
    }
    if (ServiceSettings.value(config, AUDIENCE).isEmpty()) {
      settings.error(
          AUDIENCE,
          "is not set, and the service does not start without it.",
          "Set it to the audience that the issuer writes into tokens for hop444.");
    }
    Optional<String> url = ServiceSettings.value(config, URL);
    if (url.isEmpty()) {
      settings.error(URL, "is not set.", "Set it to the address of the issuer's realm.");
      return;
    }
    String metadata = url.get().replaceAll("/+$", "") + "/.well-known/openid-configuration";
    try {
      HttpResponse<String> answer =
          HttpClient.newBuilder()
              .connectTimeout(PATIENCE)
              .build()
              .send(
                  HttpRequest.newBuilder(URI.create(metadata)).timeout(PATIENCE).build(),
                  HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() == 200 && answer.body().contains("jwks_uri")) {
        settings.ok(URL, metadata + " answers.");
      } else {
        settings.error(
            URL,
            metadata + " answers " + answer.statusCode() + ", and not with an issuer's metadata.",
            "Correct the address; it ends before /.well-known.");
      }
    } catch (IOException | IllegalArgumentException e) {
      settings.error(
          URL,
          metadata + " cannot be reached: " + e + ".",
          "Correct the address, or let this machine through (quarkus.oidc.proxy.host).");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
