/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values that are none, what is missing, and secrets that the report must not show. */
final class KeyCheck {

  /** More rounds than anybody makes mistakes that hide one another. */
  private static final int MOST_ROUNDS = 20;

  /** Keys whose values are secrets, also as variables. */
  static final Pattern SECRET = Pattern.compile("(?i).*(password|secret|token|jaas[._]config)$");

  private final ServiceSettings settings;
  private final String prefix;
  private final WrittenKeys written;

  KeyCheck(ServiceSettings settings) {
    this.settings = settings;
    this.prefix = settings.service().word() + ".";
    this.written = new WrittenKeys(settings);
  }

  /** The settings without what is wrong with them; empty when something is missing. */
  Optional<SmallRyeConfig> check() {
    hideSecrets();
    written.check();
    int keys = settings.sources().stream().mapToInt(source -> source.entries().size()).sum();
    Set<String> told = new HashSet<>();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      try {
        SmallRyeConfig config = settings.build();
        if (told.isEmpty()) {
          settings.ok(prefix + "*", keys + " settings are keys and values that exist.");
        }
        return Optional.of(config);
      } catch (ConfigValidationException e) {
        boolean better = false;
        for (int i = 0; i < e.getProblemCount(); i++) {
          String message = e.getProblem(i).getMessage();
          String key = keyIn(message);
          if (told.add(key)) {
            tell(key, message);
          }
          better |= settings.takeOut(key);
        }
        if (!better) {
          return Optional.empty();
        }
      } catch (IllegalArgumentException | java.util.NoSuchElementException e) {
        String key = keyIn(String.valueOf(e.getMessage()));
        settings.error(key, text(String.valueOf(e.getMessage())), "Correct the value.");
        if (!settings.takeOut(key)) {
          return Optional.empty();
        }
        told.add(key);
      }
    }
    return Optional.empty();
  }

  private void hideSecrets() {
    for (SettingsSource source : settings.sources()) {
      source
          .values()
          .forEach(
              (key, value) -> {
                if (SECRET.matcher(key).matches()) {
                  settings.report().hide(value);
                  Matcher inside =
                      Pattern.compile("(?i)(?:password|secret)=\"([^\"]+)\"").matcher(value);
                  while (inside.find()) {
                    settings.report().hide(inside.group(1));
                  }
                }
              });
    }
  }

  private String keyIn(String message) {
    Matcher key =
        Pattern.compile("\\b" + Pattern.quote(prefix) + "[\\w.\\-\\[\\]\"]*[\\w\\]\"]")
            .matcher(message);
    return key.find() ? key.group() : prefix + "*";
  }

  private void tell(String key, String message) {
    if (message.contains("does not map to any root")) {
      settings.error(
          key, "is no setting: the service does not start with it.", written.suggestion(key));
    } else if (message.contains("is required but it could not be found")) {
      settings.error(
          key,
          new Check.Place(settings.folder().resolve("config/application.properties").toString(), 0),
          "is missing and has no default.",
          "Set it; " + settings.service().word() + "-service/README.md says to what.");
    } else {
      settings.error(
          key, text(message), "Correct the value; the README of the service has an example.");
    }
  }

  /** Without SmallRye's code, and as a sentence. */
  private static String text(String message) {
    String text =
        message
            .replaceAll("^(?:[a-z]+\\.)+[A-Z]\\w+: ", "")
            .replaceAll("\\s*SRCFG\\d+: ?", " ")
            .replaceFirst("The config property \\S+ is defined as the empty String .*", "is empty")
            .replaceFirst(
                "The config property \\S+ with the config value (\".*\") threw an Exception whilst"
                    + " being converted",
                "cannot be $1:")
            .strip();
    return text.endsWith(".") ? text : text + ".";
  }
}
