/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import io.hop444.schemas.names.Similar;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keys as they are written in files and the environment: those that nobody reads or that repeat.
 */
final class WrittenKeys {

  private static final Set<String> FIRST_WORDS =
      Set.of("quarkus", "kafka", "mp", "smallrye", "org", "java", "javax", "jakarta", "io");

  /** Of Quarkus' own: those that operators are told of. Quarkus has thousands. */
  private static final List<String> OFTEN_SET =
      List.of(
          "quarkus.http.host",
          "quarkus.http.port",
          "quarkus.datasource.jdbc.url",
          "quarkus.datasource.username",
          "quarkus.datasource.password",
          "quarkus.oidc.tenant-enabled",
          "quarkus.oidc.auth-server-url",
          "quarkus.oidc.token.audience",
          "quarkus.log.console.json.enabled",
          "kafka.bootstrap.servers",
          "kafka.security.protocol",
          "kafka.sasl.mechanism",
          "kafka.sasl.jaas.config");

  private static final Pattern CHANNEL =
      Pattern.compile("^mp\\.messaging\\.(incoming|outgoing)\\.[^.]+\\.");

  private final ServiceSettings settings;
  private final String prefix;
  private final Set<String> known;

  WrittenKeys(ServiceSettings settings) {
    this.settings = settings;
    this.prefix = settings.service().word() + ".";
    this.known =
        new TreeSet<>(
            ConfigMappings.getProperties(ConfigClass.configClass(settings.service().mapping()))
                .keySet());
  }

  void check() {
    for (SettingsSource source : settings.sources()) {
      for (SettingsSource.Repeated twice : source.repeated()) {
        settings.warning(
            twice.key(),
            new Check.Place(source.name(), twice.line()),
            "stands in line " + twice.firstLine() + " already; the last one holds.",
            "Remove one of them.");
      }
      for (String key : new LinkedHashSet<>(source.entries().keySet())) {
        if (source.isEnvironment()) {
          variable(source, key);
        } else {
          property(source, key);
        }
      }
    }
  }

  private void property(SettingsSource source, String written) {
    String key = written.replaceFirst("^%[^.]+\\.", "");
    String first = key.contains(".") ? key.substring(0, key.indexOf('.')) : key;
    boolean ofAnother =
        List.of(ServiceName.values()).stream()
            .anyMatch(service -> service != settings.service() && service.word().equals(first));
    Check.Place place = new Check.Place(source.name(), source.entries().get(written).line());
    if (ofAnother) {
      settings.warning(
          key,
          place,
          "is a setting of the " + first + ", in the file of another service.",
          "Move it to the " + first + "'s file.");
    } else if (!FIRST_WORDS.contains(first) && !first.equals(settings.service().word())) {
      settings.error(
          key, place, "is no setting: nothing reads it.", suggestion(key, prefixed(key)));
    } else if (first.equals("kafka") && settings.service() != ServiceName.ALERT) {
      settings.error(
          key,
          place,
          "is no setting of this service: nothing reads it.",
          "Its clients of Kafka take "
              + prefix
              + "kafka.bootstrap-servers and, for all else, "
              + prefix
              + "kafka.properties.*.");
    } else if (!channel(key, place)) {
      typingError(key, place);
    }
  }

  /** Whether it is a setting of a channel that the alert service does not have. */
  private boolean channel(String key, Check.Place place) {
    Matcher named = CHANNEL.matcher(key);
    if (!named.find() || packagedWith(named.group())) {
      return false;
    }
    settings.error(
        key,
        place,
        "is a setting of a channel that this service does not have.",
        suggestion(key, ofPackagedChannels(key.substring(named.end()))));
    return true;
  }

  private boolean packagedWith(String start) {
    return ofPackagedChannels("").contains(start);
  }

  private Set<String> ofPackagedChannels(String end) {
    Set<String> all = new TreeSet<>();
    for (SettingsSource source : settings.sources()) {
      if (source.name().equals("default")) {
        for (String key : source.entries().keySet()) {
          Matcher named = CHANNEL.matcher(key);
          if (named.find()) {
            all.add(named.group() + end);
          }
        }
      }
    }
    return all;
  }

  private Set<String> prefixed(String key) {
    Set<String> all = new TreeSet<>(known);
    all.addAll(OFTEN_SET);
    all.add(key.replaceFirst("^[^.]*", settings.service().word()));
    return all;
  }

  private void typingError(String key, Check.Place place) {
    if (key.matches("(quarkus|kafka)\\..*") && !OFTEN_SET.contains(key)) {
      Similar.to(key, OFTEN_SET, 2)
          .ifPresent(
              like ->
                  settings.warning(
                      key,
                      place,
                      "is no setting that is known here.",
                      "Did you mean " + like + "?"));
    }
  }

  private void variable(SettingsSource source, String name) {
    Check.Place place = new Check.Place(source.name(), source.entries().get(name).line());
    if (place.line() > 0 && !name.matches("[A-Za-z_]\\w*")) {
      settings.error(
          name,
          place,
          "is no name of a variable: the line is left out.",
          "Write NAME=value, without export and without blanks before the =.");
      return;
    }
    Set<String> variables = new TreeSet<>();
    known.forEach(
        key -> variables.add(ServiceSettings.variable(key.replace("[*]", "").replace("*", ""))));
    boolean ours = name.startsWith(ServiceSettings.variable(prefix));
    boolean isKnown =
        variables.stream()
            .anyMatch(one -> one.endsWith("_") ? name.startsWith(one) : name.equals(one));
    if (ours && !isKnown) {
      settings.error(
          name, place, "is no setting: nothing reads this variable.", suggestion(name, variables));
    } else if (name.startsWith("QUARKUS_") || name.startsWith("KAFKA_")) {
      List<String> often = OFTEN_SET.stream().map(ServiceSettings::variable).toList();
      if (!often.contains(name)) {
        Similar.to(name, often, 2)
            .ifPresent(
                like ->
                    settings.warning(
                        name,
                        place,
                        "is no variable that is known here.",
                        "Did you mean " + like + "?"));
      }
    }
  }

  /** What the setting may be called. */
  String suggestion(String key) {
    return suggestion(key, known);
  }

  private String suggestion(String key, Set<String> keys) {
    return Similar.to(key, keys, 4)
        .map(like -> "Did you mean " + like + "?")
        .orElse(
            "Remove it; the settings stand in "
                + settings.service().word()
                + "-service/README.md.");
  }
}
