/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.routesfile;

import io.hop444.alert.receiver.TargetSpec;
import io.hop444.alert.routing.Flapping;
import io.hop444.alert.routing.Hours;
import io.hop444.alert.routing.Inhibition;
import io.hop444.alert.routing.Route;
import io.hop444.alert.routing.Routing;
import io.hop444.alert.routing.Updates;
import io.hop444.alert.routing.Watch;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * What the file of routes says.
 *
 * @param targets those of the file and the one of the settings, where there is one
 */
public record RoutesFile(List<TargetSpec> targets, Routing routing) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  /** Far more than any estate needs; a larger file is a mistake. */
  private static final int MOST_CHARACTERS = 1_000_000;

  /**
   * Reads and checks a file.
   *
   * @param setting the target that settings name; routes may name it
   * @throws InvalidRoutesException with file, line, key and remedy
   */
  public static RoutesFile read(Path file, Optional<TargetSpec> setting) {
    Section root = new Section(file, "", parse(file));
    Map<String, TargetSpec> targets = new LinkedHashMap<>();
    Map<String, Updates> updates = new LinkedHashMap<>();
    setting.ifPresent(
        one -> {
          targets.put(one.name(), one);
          updates.put(one.name(), one.kind().usualUpdates());
        });
    TargetReader reader = new TargetReader(file.toAbsolutePath().getParent());
    root.section("targets")
        .ifPresent(
            section -> {
              for (String name : section.names()) {
                if (!NAME.matcher(name).matches() || targets.containsKey(name)) {
                  throw section.wrong(
                      name,
                      "is no name of a target: use lower-case letters, digits and dashes, each name"
                          + " once, and default only in the settings");
                }
                TargetReader.Read read = reader.read(name, section.section(name).orElseThrow());
                targets.put(name, read.spec());
                updates.put(name, read.updates());
              }
            });
    RouteReader routes = new RouteReader(targets.keySet(), hours(root));
    Route first =
        routes.root(root.section("route").orElseThrow(() -> root.wrong("route", "is missing")));
    Routing routing =
        new Routing(first, updates, inhibition(root), flapping(root), watch(root, routes));
    root.finish();
    return new RoutesFile(List.copyOf(targets.values()), routing);
  }

  private static Node parse(Path file) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setMaxAliasesForCollections(50);
    options.setCodePointLimit(MOST_CHARACTERS);
    options.setNestingDepthLimit(50);
    try (Reader text = Files.newBufferedReader(file)) {
      Node node = new Yaml(options).compose(text);
      if (node == null) {
        throw new InvalidRoutesException(file, "is empty; it needs at least a route");
      }
      return node;
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      throw new InvalidRoutesException(file, line, "is no YAML: " + e.getProblem());
    } catch (YAMLException e) {
      throw new InvalidRoutesException(file, "is no YAML: " + e.getMessage());
    } catch (IOException e) {
      throw new InvalidRoutesException(
          file, "cannot be read (" + e.getClass().getSimpleName() + "); see alert.routes-file");
    }
  }

  private static Map<String, Hours> hours(Section root) {
    Map<String, Hours> hours = new LinkedHashMap<>();
    root.section("hours")
        .ifPresent(
            section -> {
              for (String name : section.names()) {
                hours.put(name, oneOf(section.section(name).orElseThrow()));
              }
            });
    return hours;
  }

  private static Hours oneOf(Section section) {
    Hours read =
        new Hours(
            section.as("zone", Words::zone).orElseThrow(() -> section.wrong("zone", "is missing")),
            days(section),
            section.as("from", Words::time).orElse(LocalTime.MIN),
            section.as("to", Words::time).orElse(LocalTime.MIN));
    section.finish();
    return read;
  }

  private static Set<java.time.DayOfWeek> days(Section section) {
    Set<java.time.DayOfWeek> days = new LinkedHashSet<>(section.each("days", Words::day));
    return days.isEmpty() ? Set.of(java.time.DayOfWeek.values()) : days;
  }

  private static Inhibition inhibition(Section root) {
    Optional<Section> section = root.section("inhibit");
    if (section.isEmpty()) {
      return Inhibition.NONE;
    }
    Section given = section.get();
    Inhibition read =
        new Inhibition(
            given.number("site-wide", 2, 10_000),
            given.number("estate-wide", 2, 10_000),
            positive(given, "within").orElse(Inhibition.NONE.within()));
    given.finish();
    return read;
  }

  private static Flapping flapping(Section root) {
    Optional<Section> section = root.section("flapping");
    if (section.isEmpty()) {
      return Flapping.DEFAULT;
    }
    Section given = section.get();
    Flapping read =
        new Flapping(
            given.number("reopenings", 1, 1_000).orElse(Flapping.DEFAULT.reopenings()),
            positive(given, "within").orElse(Flapping.DEFAULT.within()),
            positive(given, "hold").orElse(Flapping.DEFAULT.hold()));
    given.finish();
    return read;
  }

  private static Watch watch(Section root, RouteReader routes) {
    Optional<Section> section = root.section("watch");
    if (section.isEmpty()) {
      return Watch.DEFAULT;
    }
    Section given = section.get();
    Watch read =
        new Watch(
            new ArrayList<>(new LinkedHashSet<>(routes.targets(given, "targets"))),
            positive(given, "collector-quiet").orElse(Watch.DEFAULT.collectorQuiet()),
            positive(given, "correlator-quiet").orElse(Watch.DEFAULT.correlatorQuiet()));
    given.finish();
    return read;
  }

  private static Optional<Duration> positive(Section section, String key) {
    Optional<Duration> value = section.duration(key);
    if (value.isPresent() && value.get().isZero()) {
      throw section.wrong(key, "must be more than zero");
    }
    return value;
  }
}
