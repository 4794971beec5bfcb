/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import io.hop444.alert.postgres.PageKey;
import io.hop444.alert.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the parameters lists have in common; what is wrong becomes a problem that names it. */
final class Parameters {

  static final int DEFAULT_LIMIT = 50;
  static final int MAX_LIMIT = 200;

  private static final int LONGEST_NAME = 255;

  private Parameters() {}

  /** A page of at most {@link #MAX_LIMIT}. */
  static int limit(String text) {
    return limit(text, DEFAULT_LIMIT, MAX_LIMIT);
  }

  static int limit(String text, int unlessGiven, int most) {
    if (text == null) {
      return unlessGiven;
    }
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= most) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // Told below, as a number out of range.
    }
    throw Problem.badRequest("limit must be a number from 1 to " + most);
  }

  static Optional<String> text(String name, String text) {
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    if (text.length() > LONGEST_NAME || text.indexOf('\0') >= 0) {
      throw Problem.badRequest(
          name + " must have at most " + LONGEST_NAME + " characters, and no NUL among them");
    }
    return Optional.of(text);
  }

  static Optional<String> server(String name, String text) {
    return text(name, text).map(server -> server.toLowerCase(Locale.ROOT));
  }

  static Optional<Boolean> flag(String name, String text) {
    return text(name, text)
        .map(
            value ->
                switch (value) {
                  case "true" -> true;
                  case "false" -> false;
                  default -> throw Problem.badRequest(name + " must be true or false");
                });
  }

  /** One or more of {@code known}, separated by commas; empty for all. */
  static List<String> oneOf(String name, String text, List<String> known) {
    if (text == null || text.isEmpty()) {
      return List.of();
    }
    List<String> asked = Arrays.asList(text.split(",", -1));
    for (String value : asked) {
      if (!known.contains(value)) {
        throw Problem.badRequest(
            name + " must be one or more, separated by commas, of " + String.join(", ", known));
      }
    }
    return asked;
  }

  static <E extends Enum<E>> List<String> names(E[] values) {
    return Arrays.stream(values).map(Enum::name).toList();
  }

  static Optional<PageKey> cursor(String text) {
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    try {
      String key = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      int end = key.indexOf(' ');
      if (end > 0 && key.indexOf('\0') < 0) {
        return Optional.of(
            new PageKey(
                Instant.ofEpochMilli(Long.parseLong(key.substring(0, end))),
                key.substring(end + 1)));
      }
    } catch (IllegalArgumentException e) {
      // Told below: a cursor is opaque, why it is wrong helps nobody.
    }
    throw Problem.badRequest(
        "cursor must be the value of next in the page before; leave it out to start again");
  }

  static String cursor(PageKey key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(
            (key.at().toEpochMilli() + " " + key.id()).getBytes(StandardCharsets.UTF_8));
  }
}
