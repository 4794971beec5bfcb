/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.httpproxy;

import io.hop444.collector.decode.FileContext;
import java.util.Arrays;

/**
 * The cells of one CSV line (RFC 4180), cut in place. Exchange never writes a line break into a
 * cell, so a line is a row. One instance is used for all lines of a file.
 */
final class CsvRow {

  private byte[] bytes = new byte[0];
  private int[] starts = new int[96];
  private int[] ends = new int[96];
  private boolean[] quoted = new boolean[96];
  private int count;

  /**
   * Cuts the line at its commas.
   *
   * @return whether its quotes are closed and stand at the borders of cells
   */
  boolean split(byte[] line, int from, int to) {
    bytes = line;
    count = 0;
    int at = from;
    while (true) {
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, count * 2);
        ends = Arrays.copyOf(ends, count * 2);
        quoted = Arrays.copyOf(quoted, count * 2);
      }
      boolean inQuotes = at < to && line[at] == '"';
      quoted[count] = inQuotes;
      int end = inQuotes ? closingQuote(line, at + 1, to) : comma(line, at, to);
      if (end < 0) {
        return false;
      }
      starts[count] = inQuotes ? at + 1 : at;
      ends[count] = end;
      count++;
      int next = inQuotes ? end + 1 : end;
      if (next == to) {
        return true;
      }
      if (line[next] != ',') {
        return false;
      }
      at = next + 1;
    }
  }

  private static int comma(byte[] line, int at, int to) {
    int i = at;
    while (i < to && line[i] != ',') {
      i++;
    }
    return i;
  }

  private static int closingQuote(byte[] line, int at, int to) {
    for (int i = at; i < to; i++) {
      if (line[i] == '"') {
        if (i + 1 < to && line[i + 1] == '"') {
          i++;
        } else {
          return i;
        }
      }
    }
    return -1;
  }

  int count() {
    return count;
  }

  boolean isEmpty(int index) {
    return index < 0 || starts[index] == ends[index];
  }

  byte[] bytes() {
    return bytes;
  }

  int start(int index) {
    return starts[index];
  }

  int end(int index) {
    return ends[index];
  }

  /** The value, null when the column is missing or empty. */
  String text(int index) {
    if (isEmpty(index)) {
      return null;
    }
    String cell = FileContext.recurringText(bytes, starts[index], ends[index]);
    return quoted[index] ? cell.replace("\"\"", "\"") : cell;
  }

  /** The value, at most this long. */
  String text(int index, int maxLength) {
    String whole = text(index);
    return whole == null || whole.length() <= maxLength ? whole : whole.substring(0, maxLength);
  }
}
