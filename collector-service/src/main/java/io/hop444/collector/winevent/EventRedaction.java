/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.winevent;

import io.hop444.collector.redaction.Addresses;
import io.hop444.collector.redaction.Principals;
import io.hop444.collector.redaction.Redaction;
import io.hop444.collector.redaction.RowRedactor;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An event's values and text without the people in them. Values whose name says that they are an
 * account or a client's address, and accounts written as DOMAIN\\name or name@domain, become
 * pseudonyms; those of services and of Windows itself stay.
 */
record EventRedaction(Map<String, String> data, String text) {

  /** As Exchange's control panel writes it, with the folders of a canonical name. */
  private static final Pattern CURRENT_USER =
      Pattern.compile("[Uu]ser: *'(?:[^']*/)?([^']{1,256})'");

  /**
   * @param text the event as it stands in its file or message
   */
  static EventRedaction of(RawEvent event, String text, Redaction redaction) {
    if (!redaction.on()) {
      return new EventRedaction(event.data, text);
    }
    RowRedactor words = new RowRedactor(redaction);
    event.people.forEach(person -> addName(words, person));
    event.clients.forEach(client -> addAddresses(words, client));
    event.data.forEach(
        (name, value) -> {
          if (isAccount(name)) {
            addName(words, value.substring(value.lastIndexOf('/') + 1));
          } else if (isClientAddress(name)) {
            addAddresses(words, value);
          }
          addNamesIn(words, value);
        });
    if (event.message != null) {
      addNamesIn(words, event.message);
    }
    Map<String, String> redacted = new LinkedHashMap<>();
    event.data.forEach((name, value) -> redacted.put(name, words.redact(value)));
    return new EventRedaction(redacted, words.redact(text));
  }

  private static boolean isAccount(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith("accountname") || lower.endsWith("username") || lower.equals("user");
  }

  private static boolean isClientAddress(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.contains("ipaddress")
        || lower.contains("clientaddress")
        || lower.contains("clientip")
        || lower.contains("sourceaddress");
  }

  private static void addNamesIn(RowRedactor words, String value) {
    Matcher user = CURRENT_USER.matcher(value);
    while (user.find()) {
      addName(words, user.group(1));
    }
    for (byte[] utf8 : waysToWrite(value)) {
      Principals.addTo(words, utf8, 0, utf8.length);
    }
  }

  private static void addName(RowRedactor words, String name) {
    for (byte[] utf8 : waysToWrite(name)) {
      words.addName(utf8, 0, utf8.length);
    }
  }

  /** A short name is searched with its domain, whose backslash is a double one in JSON. */
  private static List<byte[]> waysToWrite(String value) {
    byte[] plain = value.getBytes(StandardCharsets.UTF_8);
    return value.indexOf('\\') < 0
        ? List.of(plain)
        : List.of(plain, value.replace("\\", "\\\\").getBytes(StandardCharsets.UTF_8));
  }

  private static void addAddresses(RowRedactor words, String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    Addresses.addTo(words, utf8, 0, utf8.length);
  }
}
