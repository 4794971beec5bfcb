/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.httpproxy;

import io.hop444.collector.decode.Cells;
import io.hop444.collector.decode.FileContext;
import io.hop444.collector.text.Bytes;
import java.util.Arrays;

/**
 * The cells of one CSV line (RFC 4180), cut in place. Exchange never writes a line break into a
 * cell, so a line is a row. One instance is used for all lines of a file.
 */
final class CsvRow implements Cells {

  private static final long EIGHT_COMMAS = Bytes.eightTimes((byte) ',');

  private static final long EIGHT_QUOTES = Bytes.eightTimes((byte) '"');

  private byte[] bytes = new byte[0];
  private int[] starts = new int[96];
  private int[] ends = new int[96];
  private boolean[] quoted = new boolean[96];
  private int count;
  private byte[] unquoted = {};
  private byte[] value = bytes;
  private int valueStart;
  private int valueEnd;

  /**
   * Cuts the line at its commas.
   *
   * @return whether its quotes are closed and stand at the borders of cells
   */
  boolean split(byte[] line, int from, int to) {
    bytes = line;
    return splitUnquoted(line, from, to) || splitQuoted(line, from, to);
  }

  /** Most rows have no quote at all; false when this one has. */
  private boolean splitUnquoted(byte[] line, int from, int to) {
    int cells = 0;
    int start = from;
    int at = from;
    long quotes = 0;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long eight = Bytes.eightAt(line, at);
      quotes |= Bytes.equalIn(eight, EIGHT_QUOTES);
      long commas = Bytes.equalIn(eight, EIGHT_COMMAS);
      for (; commas != 0; commas &= commas - 1) {
        int comma = at + Bytes.indexIn(commas);
        add(cells++, start, comma, false);
        start = comma + 1;
      }
    }
    for (; at < to; at++) {
      if (line[at] == ',') {
        add(cells++, start, at, false);
        start = at + 1;
      } else if (line[at] == '"') {
        quotes = 1;
      }
    }
    add(cells++, start, to, false);
    count = cells;
    return quotes == 0;
  }

  private boolean splitQuoted(byte[] line, int from, int to) {
    int cells = 0;
    count = 0;
    int at = from;
    while (true) {
      boolean inQuotes = at < to && line[at] == '"';
      int comma = inQuotes ? 0 : Bytes.indexOf(line, at, to, (byte) ',');
      int end = inQuotes ? closingQuote(line, at + 1, to) : comma < 0 ? to : comma;
      if (end < 0) {
        return false;
      }
      add(cells++, inQuotes ? at + 1 : at, end, inQuotes);
      int next = inQuotes ? end + 1 : end;
      if (next == to) {
        count = cells;
        return true;
      }
      if (line[next] != ',') {
        return false;
      }
      at = next + 1;
    }
  }

  private void add(int index, int start, int end, boolean inQuotes) {
    if (index == starts.length) {
      starts = Arrays.copyOf(starts, index * 2);
      ends = Arrays.copyOf(ends, index * 2);
      quoted = Arrays.copyOf(quoted, index * 2);
    }
    starts[index] = start;
    ends[index] = end;
    quoted[index] = inQuotes;
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

  /**
   * Points {@link #value} to the cell's value: the cell itself, or a copy in which doubled quotes
   * are single ones. It holds until the next call.
   */
  void read(int index) {
    value = bytes;
    valueStart = start(index);
    valueEnd = end(index);
    if (index >= 0 && quoted[index] && indexOf(index, (byte) '"') >= 0) {
      if (unquoted.length < valueEnd - valueStart) {
        unquoted = new byte[valueEnd - valueStart];
      }
      int length = 0;
      for (int i = valueStart; i < valueEnd; i++) {
        unquoted[length++] = bytes[i];
        if (bytes[i] == '"') {
          i++;
        }
      }
      value = unquoted;
      valueStart = 0;
      valueEnd = length;
    }
  }

  byte[] value() {
    return value;
  }

  int valueStart() {
    return valueStart;
  }

  int valueEnd() {
    return valueEnd;
  }

  /** Where this byte stands in the cell, -1 when nowhere. */
  int indexOf(int index, byte wanted) {
    return Bytes.indexOf(bytes, start(index), end(index), wanted);
  }

  int count() {
    return count;
  }

  boolean isEmpty(int index) {
    return index < 0 || starts[index] == ends[index];
  }

  @Override
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public int start(int index) {
    return index < 0 ? 0 : starts[index];
  }

  @Override
  public int end(int index) {
    return index < 0 ? 0 : ends[index];
  }

  /** The value, null when the column is missing or empty. */
  String text(int index) {
    read(index);
    return isEmpty(index) ? null : FileContext.text(value, valueStart, valueEnd);
  }
}
