/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.file;

import java.time.LocalDate;

/**
 * Times as logs write them, without a formatter's cost: rows are written by the hundred thousand a
 * second. Not safe for use by several threads.
 */
public final class TimeText {

  private static final long MILLIS_OF_DAY = 86_400_000L;

  private static final String[] FRACTIONS = fractions();

  private long day = Long.MIN_VALUE;
  private String dashed = "";
  private String compact = "";
  private long second = Long.MIN_VALUE;
  private String clock = "";

  /** {@code 2026-11-20T09:48:38.123Z}. */
  public void iso(StringBuilder out, long millis) {
    seconds(out, millis, 'T');
    out.append(FRACTIONS[(int) Math.floorMod(millis, 1000L)]);
  }

  /** {@code 2026-11-20 09:48:38} with the given character between date and time. */
  public void seconds(StringBuilder out, long millis, char between) {
    selectSecond(millis);
    out.append(dashed).append(between).append(clock);
  }

  /** {@code 20261120}. */
  public String compactDay(long millis) {
    selectDay(millis);
    return compact;
  }

  /** The times of neighbouring rows differ by less than a second. */
  private void selectSecond(long millis) {
    long wanted = Math.floorDiv(millis, 1000L);
    if (wanted != second) {
      selectDay(millis);
      second = wanted;
      int ofDay = (int) (Math.floorMod(millis, MILLIS_OF_DAY) / 1000);
      clock =
          new String(
              new char[] {
                (char) ('0' + ofDay / 36_000),
                (char) ('0' + ofDay / 3600 % 10),
                ':',
                (char) ('0' + ofDay / 600 % 6),
                (char) ('0' + ofDay / 60 % 10),
                ':',
                (char) ('0' + ofDay / 10 % 6),
                (char) ('0' + ofDay % 10)
              });
    }
  }

  private void selectDay(long millis) {
    long wanted = Math.floorDiv(millis, MILLIS_OF_DAY);
    if (wanted != day) {
      day = wanted;
      second = Long.MIN_VALUE;
      dashed = LocalDate.ofEpochDay(wanted).toString();
      compact = dashed.replace("-", "");
    }
  }

  private static String[] fractions() {
    String[] fractions = new String[1000];
    for (int i = 0; i < fractions.length; i++) {
      fractions[i] = ".%03dZ".formatted(i);
    }
    return fractions;
  }
}
