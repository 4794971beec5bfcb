/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import io.hop444.cli.EstateFolder;
import io.hop444.collector.config.CollectorConfig;
import io.hop444.collector.decode.LocalZones;
import io.hop444.collector.domain.RequesterRules;
import io.hop444.collector.push.PushSettings;
import io.hop444.collector.push.PushTokens;
import io.hop444.collector.redaction.RedactionKeyFile;
import io.hop444.schemas.SealFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the collector opens and reads beside Kafka, and where it listens for shippers. */
final class CollectorCheck {

  private final ServiceSettings settings;
  private final Surroundings around;
  private final FileCheck files;

  CollectorCheck(ServiceSettings settings, Surroundings around) {
    this.settings = settings;
    this.around = around;
    this.files = new FileCheck(settings);
  }

  void check(CollectorConfig collector) {
    new EstateCheck(settings).check(collector.estate().directory());
    String data = "collector.data.directory";
    files.data(data, collector.data().directory(), around.leastMegabytes());
    if (isBelow(collector.data().directory(), collector.estate().directory())) {
      settings.warning(
          data,
          "lies in the folder of logs, where it looks like a site.",
          "Set it to a folder elsewhere, such as /var/lib/hop444/collector.");
    }
    Path key = collector.data().directory().resolve("redaction.key");
    if (collector.redaction().enabled() && Files.exists(key) && files.secret(data, key)) {
      settings.attempt(
          data,
          "Copy it from another collector, or make one: openssl rand -hex 32.",
          () -> RedactionKeyFile.read(key));
    }
    settings.attempt(
        "collector.reading.service-accounts",
        "Write DOMAIN\\name, name@domain or name.",
        () -> new RequesterRules(collector.reading().serviceAccounts().orElse(List.of())));
    zones(collector);
    collector.seal().keyFile().ifPresent(file -> seal("collector.seal.key-file", file));
    new ProbeCheck(settings, around.clock()).check(collector.probe());
    push(collector.push());
    site(collector);
  }

  private void zones(CollectorConfig collector) {
    String key = "collector.reading.zones";
    settings.attempt(
        key,
        "Correct it, such as " + key + "=DUB=Europe/Dublin,mbx07=+01:00.",
        () -> {
          LocalZones zones = LocalZones.of(collector.reading().zones().orElse(List.of()));
          EstateFolder estate = EstateFolder.list(collector.estate().directory());
          List<String> unknown = estate.without(zones);
          if (!unknown.isEmpty() && !estate.servers().isEmpty()) {
            settings.warning(
                key,
                "no site and no server has a folder called " + String.join(", ", unknown) + ".",
                "Correct the name, unless its events are pushed.");
          }
          return zones;
        });
  }

  /** Where what is heard of servers without a folder belongs. */
  private void site(CollectorConfig collector) {
    Map<String, Boolean> sources = new LinkedHashMap<>();
    sources.put("collector.push.token", collector.push().token().isPresent());
    sources.put("collector.push.token-file", collector.push().tokenFile().isPresent());
    sources.put("collector.topic.names", collector.topic().names().isPresent());
    sources.put("collector.wevtutil.channels", collector.wevtutil().channels().isPresent());
    sources.put("collector.probe.targets", collector.probe().targets().isPresent());
    sources.values().removeIf(isSet -> !isSet);
    if (collector.site().isEmpty() && !sources.isEmpty()) {
      settings.error(
          "collector.site",
          "is not set, and " + String.join(", ", sources.keySet()) + " needs it.",
          "Set it to the site of servers that have no folder in the estate, as its folder is called.");
    }
  }

  private static boolean isBelow(Path folder, Path other) {
    return folder.toAbsolutePath().normalize().startsWith(other.toAbsolutePath().normalize());
  }

  private void push(CollectorConfig.Push push) {
    if (push.token().isEmpty() && push.tokenFile().isEmpty()) {
      return;
    }
    if (push.tokenFile().isPresent()
        && files.secret("collector.push.token-file", push.tokenFile().get())) {
      settings.attempt(
          "collector.push.token-file",
          "Write one token a line: openssl rand -hex 24 makes one.",
          () -> PushTokens.of(push.tokenFile().get(), around.clock()));
    }
    pushed(push);
    around
        .ports()
        .check(settings, "collector.push.host", push.host(), "collector.push.port", push.port());
  }

  private void pushed(CollectorConfig.Push push) {
    Path certificate = push.certificateFile().orElse(null);
    Path key = push.keyFile().orElse(null);
    try {
      new PushSettings(push.host(), push.port(), certificate, key, push.maxBodyBytes(), "");
    } catch (IllegalArgumentException e) {
      String named = Messages.keyIn(e.getMessage(), "collector.push.host");
      settings.error(
          named,
          Messages.sentence(e.getMessage()),
          "See collector-service/README.md, Windows events by HTTP.");
      return;
    }
    if (certificate != null) {
      new CertificateCheck(settings, around.clock())
          .check("collector.push.certificate-file", certificate, "collector.push.key-file", key);
    }
  }

  private void seal(String key, Path file) {
    if (files.secret(key, file)) {
      settings.attempt(
          key,
          "Make one: umask 077; echo \"keys=$(openssl rand -base64 32)\" > " + file + ".",
          () -> SealFile.read(file));
    }
  }
}
