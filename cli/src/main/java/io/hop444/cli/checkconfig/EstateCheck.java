/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import io.hop444.cli.EstateFolder;
import io.hop444.collector.estate.EstateLayout;
import io.hop444.collector.estate.EstateScan;
import io.hop444.collector.estate.LogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Opens the folder of logs as the collector does. */
final class EstateCheck {

  private static final String KEY = "collector.estate.directory";
  private static final int SHOWN = 3;

  private final ServiceSettings settings;

  EstateCheck(ServiceSettings settings) {
    this.settings = settings;
  }

  void check(Path estate) {
    if (!Files.isDirectory(estate)) {
      settings.error(
          KEY,
          estate + (Files.exists(estate) ? " is no folder." : " does not exist."),
          "Make it, mount the share, or set " + KEY + " to the folder that holds SITE/SERVER.");
      return;
    }
    try {
      EstateScan scan = EstateLayout.scan(estate);
      if (!scan.unreadable().isEmpty()) {
        settings.error(
            KEY,
            scan.unreadable().size()
                + " folders or files below "
                + estate
                + " cannot be read: "
                + scan.unreadable().stream()
                    .limit(SHOWN)
                    .map(EstateScan.Unreadable::toString)
                    .collect(Collectors.joining("; "))
                + ".",
            "Let the collector's user read them.");
      }
      found(estate, scan);
    } catch (IOException e) {
      settings.error(
          KEY, estate + " cannot be listed: " + e + ".", "Let the collector's user read it.");
    }
  }

  private void found(Path estate, EstateScan scan) {
    if (scan.files().isEmpty()) {
      settings.error(
          KEY,
          "no log is found below "
              + estate
              + (scan.ignored().isEmpty()
                  ? "; it holds no file."
                  : "; of its "
                      + scan.ignored().size()
                      + " files none stands where logs are, such"
                      + " as "
                      + scan.ignored().get(0)
                      + "."),
          "Logs stand in SITE/SERVER/inetpub/logs/LogFiles/W3SVC1, SITE/SERVER/HttpProxy and so on"
              + " below it (collector-service/README.md, What it reads).");
      return;
    }
    Optional<String> tooDeep = EstateFolder.list(estate).tooDeep();
    if (tooDeep.isPresent()) {
      settings.error(KEY, tooDeep.get(), "Set " + KEY + " to the folder that holds SITE/SERVER.");
      return;
    }
    Set<String> sites = new TreeSet<>();
    Set<String> servers = new TreeSet<>();
    Set<String> withLogs = new TreeSet<>();
    Set<String> kinds = new TreeSet<>();
    scan.servers().forEach(one -> servers.add(one.site() + "/" + one.server()));
    for (LogFile file : scan.files()) {
      sites.add(file.site());
      withLogs.add(file.site() + "/" + file.server());
      kinds.add(file.format().name());
    }
    settings.ok(
        KEY,
        String.format(
            "%s: sites %s, %d servers, %d files of logs (%s).",
            estate,
            String.join(", ", sites),
            servers.size(),
            scan.files().size(),
            String.join(", ", kinds)));
    servers.removeAll(withLogs);
    if (!servers.isEmpty()) {
      settings.warning(
          KEY,
          servers.size() + " servers' folders hold no log: " + firstOf(servers) + ".",
          "Copy or link their logs there, or remove the folders.");
    }
    if (!kinds.contains("HTTP_PROXY")) {
      settings.warning(
          KEY,
          "no server has a HttpProxy log; failed second hops stand there.",
          "Link Exchange's Logging/HttpProxy folder into each SITE/SERVER.");
    }
  }

  private static String firstOf(Set<String> names) {
    return names.stream().limit(SHOWN).collect(Collectors.joining(", "))
        + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "");
  }
}
