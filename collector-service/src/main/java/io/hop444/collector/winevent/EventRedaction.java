/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.winevent;

import io.hop444.collector.decode.ReaderSettings;
import io.hop444.collector.domain.RequesterKind;
import io.hop444.collector.redaction.Redaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An event's values and text without the people in them. Values whose name says that they are an
 * account, and accounts written as DOMAIN\\name or name@domain, become pseudonyms; those of
 * services and of Windows itself stay.
 */
record EventRedaction(Map<String, String> data, String text) {

  /** {@code CONTOSO\\anna}, also with the slash that Exchange's control panel writes. */
  private static final Pattern DOWN_LEVEL_NAME =
      Pattern.compile(
          "(?<![\\w./\\\\:-])[A-Za-z][\\w.-]{1,14}[\\\\/]([\\w.$-]{2,64})(?![\\w/\\\\])");

  private static final Pattern PRINCIPAL_NAME =
      Pattern.compile("[\\w.+-]{1,64}@[\\w-]+(?:\\.[\\w-]+)+");

  private static final Pattern CURRENT_USER = Pattern.compile("[Uu]ser: *'([^']{1,256})'");

  static EventRedaction of(Map<String, String> data, String text, ReaderSettings settings) {
    Redaction redaction = settings.redaction();
    if (!redaction.on()) {
      return new EventRedaction(data, text);
    }
    List<String> people = new ArrayList<>();
    data.forEach(
        (name, value) -> {
          if (isAccountName(name)) {
            add(people, value, settings);
          }
          addAll(people, CURRENT_USER, 1, value, settings);
          addAll(people, DOWN_LEVEL_NAME, 0, value, settings);
          addAll(people, PRINCIPAL_NAME, 0, value, settings);
        });
    addAll(people, CURRENT_USER, 1, text, settings);
    Map<String, String> redacted = new LinkedHashMap<>();
    data.forEach((name, value) -> redacted.put(name, redaction.text(value, people, List.of())));
    return new EventRedaction(redacted, redaction.text(text, people, List.of()));
  }

  private static boolean isAccountName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith("accountname") || lower.endsWith("username") || lower.equals("user");
  }

  private static void addAll(
      List<String> people, Pattern pattern, int group, String value, ReaderSettings settings) {
    Matcher matcher = pattern.matcher(value);
    while (matcher.find()) {
      add(people, matcher.group(group), settings);
    }
  }

  private static void add(List<String> people, String account, ReaderSettings settings) {
    String name = account.substring(account.lastIndexOf('/') + 1);
    boolean person =
        !name.isBlank() && settings.requesters().rules().ofAccount(name) == RequesterKind.PERSON;
    if (person && !people.contains(name)) {
      people.add(name);
    }
  }
}
