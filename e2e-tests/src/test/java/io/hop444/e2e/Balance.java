/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e;

import java.util.ArrayList;
import java.util.List;

/** What had to come out, beside what came out. */
final class Balance {

  /**
   * @param expected by the simulator's truth
   * @param lost expected, and missing
   * @param doubled there once too often, or never expected
   * @param again sent a second time and recognised by its id or its place
   */
  record Row(String what, long expected, long lost, long doubled, long again) {}

  private final List<Row> rows = new ArrayList<>();

  void add(String what, long expected, long lost, long doubled, long again) {
    rows.add(new Row(what, expected, lost, doubled, again));
  }

  List<Row> rows() {
    return List.copyOf(rows);
  }

  long lost() {
    return rows.stream().mapToLong(Row::lost).sum();
  }

  long doubled() {
    return rows.stream().mapToLong(Row::doubled).sum();
  }

  /** As a table of Markdown, and the sum in one line. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append("| what | expected | lost | doubled | sent again, recognised |\n");
    text.append("|---|--:|--:|--:|--:|\n");
    for (Row row : rows) {
      text.append(
          "| %s | %,d | %,d | %,d | %,d |%n"
              .formatted(row.what(), row.expected(), row.lost(), row.doubled(), row.again()));
    }
    return text.append("lost %d, doubled %d%n".formatted(lost(), doubled())).toString();
  }
}
