/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.notice;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The key of tickets, alerts and threads: incident and generation, at most 230 characters. */
public final class DedupKey {

  private static final Pattern KEY = Pattern.compile("hop444:(.+):(\\d{1,10})");

  private DedupKey() {}

  /** Of a subject: an incident's id, or the name of something else that was told of. */
  static String of(String subject, JsonNode body) {
    return "hop444:" + subject + ':' + body.path("data").path("generation").asInt(1);
  }

  /** The subject of a key that came back; of any other text the text itself. */
  public static String subjectOf(String key) {
    Matcher matcher = KEY.matcher(key);
    return matcher.matches() ? matcher.group(1) : key;
  }
}
