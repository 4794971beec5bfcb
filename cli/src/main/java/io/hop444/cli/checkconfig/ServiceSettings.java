/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import io.hop444.cli.checkconfig.Check.Level;
import io.hop444.cli.checkconfig.Check.Place;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.PathConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** The settings of one service as it will see them, and where each stands. */
final class ServiceSettings {

  private static final int AHEAD_OF_THE_USUAL_CONVERTER = 500;

  private final ServiceName service;
  private final Path folder;
  private final String profile;
  private final List<SettingsSource> sources;
  private final Report report;

  /**
   * @param folder in which the service is started; paths are relative to it
   */
  ServiceSettings(ServiceName service, Path folder, List<SettingsSource> sources, Report report) {
    this.service = service;
    this.folder = folder;
    this.report = report;
    this.sources = new ArrayList<>(sources);
    this.sources.sort(Comparator.comparingInt(SettingsSource::rank).reversed());
    this.profile = find("quarkus.profile").map(found -> found.entry().value()).orElse("prod");
  }

  ServiceName service() {
    return service;
  }

  Path folder() {
    return folder;
  }

  Report report() {
    return report;
  }

  List<SettingsSource> sources() {
    return sources;
  }

  private record Found(SettingsSource source, String name, SettingsSource.Entry entry) {}

  private Optional<Found> find(String key) {
    for (SettingsSource source : sources) {
      for (String name : List.of("%" + profile + "." + key, key, variable(key))) {
        SettingsSource.Entry entry = source.entries().get(name);
        if (entry != null && source.isEnvironment() == name.equals(variable(key))) {
          return Optional.of(new Found(source, name, entry));
        }
      }
    }
    return Optional.empty();
  }

  /** A key as an environment variable, as MicroProfile Config maps it. */
  static String variable(String key) {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  /** Where it stands. */
  Place place(String key) {
    return find(key)
        .map(found -> new Place(found.source().name(), found.entry().line()))
        .orElse(Place.DEFAULT);
  }

  /** The first of these that stands somewhere, else the first. */
  String firstSet(String... keys) {
    for (String key : keys) {
      if (!place(key).equals(Place.DEFAULT)) {
        return key;
      }
    }
    return keys[0];
  }

  /** Takes a setting out, so that what is right beside it can be looked at. */
  boolean takeOut(String key) {
    Optional<Found> found = find(key);
    found.ifPresent(one -> one.source().entries().remove(one.name()));
    return found.isPresent();
  }

  /**
   * Settings of the service as Quarkus reads them.
   *
   * @throws io.smallrye.config.ConfigValidationException when some are wrong
   */
  SmallRyeConfig build() {
    SmallRyeConfigBuilder builder =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .withProfile(profile)
            .withConverter(Duration.class, AHEAD_OF_THE_USUAL_CONVERTER, new DurationConverter())
            .withConverter(Path.class, AHEAD_OF_THE_USUAL_CONVERTER, this::path)
            .withMapping(service.mapping());
    for (SettingsSource source : sources) {
      ConfigSource one =
          source.isEnvironment()
              ? new EnvConfigSource(source.values(), source.rank())
              : new PropertiesConfigSource(source.values(), source.name(), source.rank());
      builder.withSources(one);
    }
    return builder.build();
  }

  /** As Quarkus reads it, from the folder the service is started in; null for nothing. */
  private Path path(String text) {
    Path path = new PathConverter().convert(text);
    return path == null ? null : folder.resolve(path);
  }

  /** The value, with what it refers to; empty when it is not set. */
  static Optional<String> value(SmallRyeConfig config, String key) {
    return config.getOptionalValue(key, String.class);
  }

  /** All below a prefix, without the prefix. */
  static Map<String, String> below(SmallRyeConfig config, String prefix) {
    Map<String, String> found = new TreeMap<>();
    for (String name : config.getPropertyNames()) {
      if (name.startsWith(prefix)) {
        value(config, name).ifPresent(value -> found.put(name.substring(prefix.length()), value));
      }
    }
    return found;
  }

  /** Environment variables, whatever they are for. */
  Map<String, String> variables() {
    Map<String, String> all = new LinkedHashMap<>();
    for (int i = sources.size() - 1; i >= 0; i--) {
      if (sources.get(i).isEnvironment()) {
        all.putAll(sources.get(i).values());
      }
    }
    return all;
  }

  void ok(String key, String what) {
    report.add(new Check(Level.OK, service.word(), key, place(key), what, ""));
  }

  void warning(String key, String what, String remedy) {
    report.add(new Check(Level.WARNING, service.word(), key, place(key), what, remedy));
  }

  void error(String key, String what, String remedy) {
    report.add(new Check(Level.ERROR, service.word(), key, place(key), what, remedy));
  }

  /** As {@link #error(String, String, String)}, of something that stands elsewhere. */
  void error(String key, Place place, String what, String remedy) {
    report.add(new Check(Level.ERROR, service.word(), key, place, what, remedy));
  }

  /** As {@link #warning(String, String, String)}, of something that stands elsewhere. */
  void warning(String key, Place place, String what, String remedy) {
    report.add(new Check(Level.WARNING, service.word(), key, place, what, remedy));
  }

  /** Something that fails when the setting is wrong. */
  interface Attempt {
    Object run() throws IOException;
  }

  /** Does what the service does with a setting, and reports the failure as the setting's. */
  void attempt(String key, String remedy, Attempt attempt) {
    try {
      attempt.run();
    } catch (IOException | IllegalArgumentException e) {
      error(key, Messages.sentence(e.getMessage()), remedy);
    }
  }
}
