/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import io.hop444.tracing.Tracing;
import io.smallrye.config.SmallRyeConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Tells the receiver of traces nothing, in the form in which it will be told spans. */
final class TraceCheck {

  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final ServiceSettings settings;

  TraceCheck(ServiceSettings settings) {
    this.settings = settings;
  }

  void check(SmallRyeConfig config) {
    String key = settings.service().word() + ".tracing.endpoint";
    Optional<String> endpoint = ServiceSettings.value(config, key);
    if (endpoint.isEmpty()) {
      return;
    }
    URI address;
    try {
      address = Tracing.address(key, endpoint.get());
    } catch (IllegalArgumentException e) {
      settings.error(
          key, "is no address of a receiver of OTLP over HTTP.", "Write it as http://host:4318.");
      return;
    }
    try {
      // A request without a span is an empty message of Protocol Buffers.
      HttpResponse<Void> answer =
          HttpClient.newBuilder()
              .connectTimeout(PATIENCE)
              .build()
              .send(
                  HttpRequest.newBuilder(address)
                      .timeout(PATIENCE)
                      .header("content-type", "application/x-protobuf")
                      .POST(BodyPublishers.noBody())
                      .build(),
                  HttpResponse.BodyHandlers.discarding());
      if (answer.statusCode() / 100 == 2) {
        settings.ok(key, address + " takes traces.");
      } else {
        settings.warning(
            key,
            address + " answers " + answer.statusCode() + ": no trace will arrive.",
            "Name the port of OTLP over HTTP, mostly 4318.");
      }
    } catch (IOException e) {
      settings.warning(
          key,
          address + " cannot be reached: " + e + ".",
          "Is the receiver running, and does a firewall let this machine through?");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
