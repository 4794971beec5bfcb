/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import io.hop444.alert.problem.Problem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header If-Match on a change: it is only made to what the caller has seen. Tags of things that
 * can be changed begin with their revision.
 */
final class IfMatch {

  private static final Pattern TAG = Pattern.compile("(?:W/)?\"(\\d{1,18})-[0-9a-f]*\"");

  private IfMatch() {}

  static String tag(long revision, String hash) {
    return "\"" + revision + '-' + hash + '"';
  }

  /**
   * @param header null when the caller makes the change whatever the thing is by now
   * @throws Problem 412 when the thing is not one of those the header names
   */
  static void require(String header, long revision) {
    if (header == null || header.strip().equals("*")) {
      return;
    }
    for (String each : header.split(",", -1)) {
      Matcher tag = TAG.matcher(each.strip());
      if (tag.matches() && Long.parseLong(tag.group(1)) == revision) {
        return;
      }
    }
    throw Problem.ofStatus(
        412, "Precondition failed", "it was changed since you read it; read it again");
  }
}
