/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.file;

import java.time.LocalDate;

/**
 * Times as logs write them, without a formatter's cost: rows are written by the hundred thousand a
 * second. Not safe for use by several threads.
 */
public final class TimeText {

  private static final long MILLIS_OF_DAY = 86_400_000L;

  private long day = Long.MIN_VALUE;
  private String dashed = "";
  private String compact = "";

  /** {@code 2026-11-20T09:48:38.123Z}. */
  public void iso(StringBuilder out, long millis) {
    seconds(out, millis, 'T');
    int fraction = (int) Math.floorMod(millis, 1000L);
    out.append('.')
        .append((char) ('0' + fraction / 100))
        .append((char) ('0' + fraction / 10 % 10))
        .append((char) ('0' + fraction % 10))
        .append('Z');
  }

  /** {@code 2026-11-20 09:48:38} with the given character between date and time. */
  public void seconds(StringBuilder out, long millis, char between) {
    selectDay(millis);
    int second = (int) (Math.floorMod(millis, MILLIS_OF_DAY) / 1000);
    out.append(dashed).append(between);
    two(out, second / 3600);
    out.append(':');
    two(out, second / 60 % 60);
    out.append(':');
    two(out, second % 60);
  }

  /** {@code 20261120}. */
  public String compactDay(long millis) {
    selectDay(millis);
    return compact;
  }

  private void selectDay(long millis) {
    long wanted = Math.floorDiv(millis, MILLIS_OF_DAY);
    if (wanted != day) {
      day = wanted;
      dashed = LocalDate.ofEpochDay(wanted).toString();
      compact = dashed.replace("-", "");
    }
  }

  private static void two(StringBuilder out, int value) {
    out.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
  }
}
