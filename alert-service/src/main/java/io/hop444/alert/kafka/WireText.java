/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.kafka;

import java.util.List;

/** Text of records: PostgreSQL's text cannot hold the character NUL, and logs may. */
final class WireText {

  private WireText() {}

  static String clean(String text) {
    return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
  }

  static List<String> clean(List<String> texts) {
    return texts.stream().map(WireText::clean).toList();
  }
}
