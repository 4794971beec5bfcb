/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import io.hop444.alert.access.AdminTokenFile;
import io.hop444.alert.config.AlertConfig;
import io.hop444.alert.config.CheckedConfig;
import io.hop444.alert.config.InvalidConfigException;
import io.hop444.alert.routesfile.InvalidRoutesException;
import io.hop444.collector.config.CollectorConfig;
import io.hop444.correlator.config.CorrelatorConfig;
import io.hop444.schemas.Seals;
import io.smallrye.config.SmallRyeConfig;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What each service opens, reads and listens on, beside Kafka and PostgreSQL. */
final class ServiceCheck {

  private static final int TLS_PORT = 8443;

  private final ServiceSettings settings;
  private final SmallRyeConfig config;
  private final Surroundings around;
  private final FileCheck files;

  ServiceCheck(ServiceSettings settings, SmallRyeConfig config, Surroundings around) {
    this.settings = settings;
    this.config = config;
    this.around = around;
    this.files = new FileCheck(settings);
  }

  void check() {
    switch (settings.service()) {
      case COLLECTOR ->
          new CollectorCheck(settings, around)
              .check(config.getConfigMapping(CollectorConfig.class));
      case CORRELATOR -> correlator(config.getConfigMapping(CorrelatorConfig.class));
      case ALERT -> alert(config.getConfigMapping(AlertConfig.class));
    }
    settingsWithSecrets();
    String host = config.getValue("quarkus.http.host", String.class);
    if (!ServiceSettings.value(config, "quarkus.http.insecure-requests")
        .filter("disabled"::equalsIgnoreCase)
        .isPresent()) {
      port(host, "quarkus.http.port", config.getValue("quarkus.http.port", Integer.class));
    }
    tls(host);
  }

  private void port(String host, String key, int port) {
    around.ports().check(settings, "quarkus.http.host", host, key, port);
  }

  /** What {@code quarkus.http.ssl} names, in the order in which it belongs together. */
  private void tls(String host) {
    String key = "quarkus.http.ssl.certificate.files";
    String privateKey = "quarkus.http.ssl.certificate.key-files";
    List<Path> certificates = paths(key);
    List<Path> keys = paths(privateKey);
    if (certificates.size() != keys.size()) {
      settings.error(
          settings.firstSet(key, privateKey),
          "there are " + certificates.size() + " certificates and " + keys.size() + " keys.",
          "Set " + key + " and " + privateKey + " to as many files, in the same order.");
      return;
    }
    for (int i = 0; i < keys.size(); i++) {
      new CertificateCheck(settings, around.clock())
          .check(key, certificates.get(i), privateKey, keys.get(i));
    }
    if (!keys.isEmpty()) {
      String portKey = "quarkus.http.ssl-port";
      port(host, portKey, config.getOptionalValue(portKey, Integer.class).orElse(TLS_PORT));
    }
  }

  private List<Path> paths(String key) {
    return config.getOptionalValues(key, Path.class).orElse(List.of());
  }

  private void correlator(CorrelatorConfig correlator) {
    threads(correlator);
    files.data("correlator.data-directory", correlator.dataDirectory(), around.leastMegabytes());
    correlator
        .seals()
        .directory()
        .ifPresent(
            folder -> {
              String key = "correlator.seals.directory";
              settings.attempt(
                  key,
                  "Put NAME.key of each collector there (docs/security.md).",
                  () -> Seals.of(folder, around.clock()));
              try (DirectoryStream<Path> keys = Files.newDirectoryStream(folder, "*.key")) {
                keys.forEach(file -> files.secret(key, file));
              } catch (IOException e) {
                files.readable(key, folder);
              }
            });
  }

  private void threads(CorrelatorConfig correlator) {
    if (correlator.threads() < 0) {
      settings.error(
          "correlator.threads",
          "is " + correlator.threads() + ": the service does not start with it.",
          "Set it to 0, which is one for each processor, or to how many there shall be.");
    }
  }

  private void alert(AlertConfig alert) {
    Path token = alert.adminTokenFile();
    if (Files.exists(token)) {
      if (files.secret("alert.admin-token-file", token)) {
        adminToken(token);
      }
    } else {
      // Made by the service when it first starts.
      files.data("alert.admin-token-file", token.toAbsolutePath().getParent(), 1);
    }
    alert.webhook().secretFile().ifPresent(file -> files.secret("alert.webhook.secret-file", file));
    RoutesCheck routes = new RoutesCheck(settings, around.clock());
    try {
      CheckedConfig checked =
          new CheckedConfig(
              alert,
              config.getValue("quarkus.http.host", String.class),
              config.getValue("quarkus.http.port", Integer.class));
      alert.routesFile().ifPresent(file -> settings.ok("alert.routes-file", file + " compiles."));
      routes.check(checked);
    } catch (InvalidConfigException e) {
      String key = Messages.keyIn(e.getMessage(), "alert.*");
      settings.error(key, Messages.sentence(e.getMessage()), "Set " + key + " to what it says.");
    } catch (InvalidRoutesException e) {
      settings.error(
          "alert.routes-file",
          placeOf(e),
          Messages.sentence(e.getMessage()),
          "Correct that line (docs/notifications.md).");
    }
    alert.routesFile().filter(Files::exists).ifPresent(routes::secretFiles);
  }

  private void adminToken(Path file) {
    try {
      AdminTokenFile.read(file);
    } catch (IOException | InvalidConfigException e) {
      settings.error(
          "alert.admin-token-file",
          Messages.sentence(e.getMessage()),
          "The service makes a new one, or write one: openssl rand -hex 24.");
    }
  }

  private Check.Place placeOf(InvalidRoutesException e) {
    Matcher place = Pattern.compile("^(.+?):(\\d+): ").matcher(e.getMessage());
    return place.find()
        ? new Check.Place(place.group(1), Integer.parseInt(place.group(2)))
        : settings.place("alert.routes-file");
  }

  /** Passwords that stand in a file which everybody reads. */
  private void settingsWithSecrets() {
    for (SettingsSource source : settings.sources()) {
      source
          .entries()
          .forEach(
              (key, entry) -> {
                boolean reveals =
                    KeyCheck.SECRET.matcher(key).matches()
                        && !entry.value().isEmpty()
                        && !(key.matches("(?i).*jaas.config")
                            && !entry.value().matches("(?is).*(password|secret)=.*"));
                if (entry.line() > 0
                    && reveals
                    && FileCheck.isReadByOthers(Path.of(source.name()))) {
                  settings.error(
                      key,
                      new Check.Place(source.name(), entry.line()),
                      "a secret stands in a file that every user of this machine may read.",
                      "chmod 600 " + source.name() + ", or name a file of its own.");
                }
              });
    }
  }
}
