/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Rows of CSV (RFC 4180) that a spreadsheet takes for text: a cell that would be a formula there
 * gets an apostrophe in front, because its text may be an attacker's.
 */
final class CsvRow {

  private static final String BEGINS_A_FORMULA = "=+-@\t\r\n";

  private CsvRow() {}

  /** With its line end. */
  static String of(List<String> cells) {
    return cells.stream().map(CsvRow::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String cell(String text) {
    boolean formula = !text.isEmpty() && BEGINS_A_FORMULA.indexOf(text.charAt(0)) >= 0;
    String safe = formula ? "'" + text : text;
    boolean quoted =
        formula || safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
