/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads what a service reads in the folder it is started in: {@code config/application.properties},
 * that of the profile, {@code .env}, and the file {@code environment} of the systemd unit; beside
 * them variables and system properties of this process.
 */
final class SettingsFiles {

  private static final String FILE = "config/application.properties";
  private static final int PACKAGED = 250;
  private static final int CONFIGURED = 260;
  private static final int OF_THE_PROFILE = 265;
  private static final int DOT_ENV = 295;
  private static final int NAMED_BY_A_VARIABLE = 299;
  private static final int VARIABLES = 300;
  private static final int UNIT_ENVIRONMENT = 301;
  private static final int SYSTEM_PROPERTIES = 400;

  private final Path folder;
  private final Report report;

  SettingsFiles(Path folder, Report report) {
    this.folder = folder;
    this.report = report;
  }

  /** The settings of a service; what cannot be read is in the report. */
  ServiceSettings read(ServiceName service, Map<String, String> environment) {
    List<SettingsSource> sources = new ArrayList<>();
    sources.add(SettingsSource.packaged(service.mapping(), PACKAGED));
    sources.add(SettingsSource.of("environment", VARIABLES, true, environment));
    sources.add(SettingsSource.of("system property", SYSTEM_PROPERTIES, false, properties()));
    Path main = folder.resolve(FILE);
    List<Check> wrong = new ArrayList<>();
    Path ofTheProfile = folder.resolve("config/application-prod.properties");
    add(service, sources, wrong, main, CONFIGURED, false);
    add(service, sources, wrong, ofTheProfile, OF_THE_PROFILE, false);
    add(service, sources, wrong, folder.resolve(".env"), DOT_ENV, true);
    add(service, sources, wrong, folder.resolve("environment"), UNIT_ENVIRONMENT, true);
    for (String location : locations(sources)) {
      add(service, sources, wrong, folder.resolve(location), NAMED_BY_A_VARIABLE, false);
    }
    ServiceSettings settings = new ServiceSettings(service, folder, sources, report);
    if (!Files.exists(main)) {
      settings.warning(
          FILE,
          new Check.Place(main.toString(), 0),
          "is not there, so only variables and defaults hold.",
          "Write the settings of the " + service.word() + " there (docs/operations.md).");
    }
    wrong.forEach(report::add);
    return settings;
  }

  /** Files that a variable names, as Kubernetes' manifests do. */
  private static List<String> locations(List<SettingsSource> sources) {
    List<String> files = new ArrayList<>();
    for (SettingsSource source : sources) {
      SettingsSource.Entry named = source.entries().get("SMALLRYE_CONFIG_LOCATIONS");
      if (named != null && source.isEnvironment()) {
        files.addAll(List.of(named.value().strip().split("\\s*,\\s*")));
      }
    }
    return files;
  }

  private static void add(
      ServiceName service,
      List<SettingsSource> sources,
      List<Check> wrong,
      Path file,
      int rank,
      boolean variables) {
    if (!Files.exists(file)) {
      return;
    }
    try {
      sources.add(
          variables ? SettingsSource.variables(file, rank) : SettingsSource.properties(file, rank));
      if (Files.readString(file).startsWith(SettingsSource.BYTE_ORDER_MARK)) {
        wrong.add(
            new Check(
                Check.Level.ERROR,
                service.word(),
                file.getFileName().toString(),
                new Check.Place(file.toString(), 1),
                "begins with a byte order mark, which the service takes for part of its first line.",
                "Save it as UTF-8 without that mark."));
      }
    } catch (IOException e) {
      wrong.add(
          new Check(
              Check.Level.ERROR,
              service.word(),
              file.getFileName().toString(),
              new Check.Place(file.toString(), 0),
              "cannot be read: " + e.getMessage() + ".",
              "Write it in UTF-8, readable by the service's user."));
    }
  }

  private static Map<String, String> properties() {
    Map<String, String> own = new TreeMap<>();
    for (String name : System.getProperties().stringPropertyNames()) {
      for (ServiceName service : ServiceName.values()) {
        if (name.startsWith(service.word() + ".")) {
          own.put(name, System.getProperty(name));
        }
      }
      if (name.matches("(quarkus|kafka|mp)\\..*")) {
        own.put(name, System.getProperty(name));
      }
    }
    return own;
  }
}
