/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the services' own messages tell. */
final class Messages {

  private static final Pattern KEY = Pattern.compile("\\b(alert|collector|quarkus)(\\.[a-z-]+)+");

  private Messages() {}

  /** The setting that a message names. */
  static String keyIn(String message, String otherwise) {
    Matcher key = KEY.matcher(message);
    return key.find() ? key.group() : otherwise;
  }

  static String sentence(String text) {
    return text.endsWith(".") ? text : text + ".";
  }
}
