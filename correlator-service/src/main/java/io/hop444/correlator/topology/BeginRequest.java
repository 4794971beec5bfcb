/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * {@code BeginRequest=2026-11-20T09:00:00.123Z} in column GenericInfo: when Exchange's proxy took
 * the request. Read by hand, since every answer has one.
 */
final class BeginRequest {

  private static final String KEY = "BeginRequest=";
  private static final String SHAPE = "0000-00-00T00:00:00.000Z";

  private BeginRequest() {}

  /** Null where the row has none in this shape. */
  static Instant of(String row) {
    int key = row.indexOf(KEY);
    if (key < 0 || key + KEY.length() + SHAPE.length() > row.length()) {
      return null;
    }
    int from = key + KEY.length();
    for (int i = 0; i < SHAPE.length(); i++) {
      char is = row.charAt(from + i);
      boolean fits = SHAPE.charAt(i) == '0' ? is >= '0' && is <= '9' : is == SHAPE.charAt(i);
      if (!fits) {
        return null;
      }
    }
    try {
      long day =
          LocalDate.of(number(row, from, 4), number(row, from + 5, 2), number(row, from + 8, 2))
              .toEpochDay();
      long seconds =
          day * 86_400
              + number(row, from + 11, 2) * 3_600L
              + number(row, from + 14, 2) * 60L
              + number(row, from + 17, 2);
      return Instant.ofEpochMilli(seconds * 1_000 + number(row, from + 20, 3));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static int number(String row, int from, int digits) {
    int value = 0;
    for (int i = from; i < from + digits; i++) {
      value = 10 * value + row.charAt(i) - '0';
    }
    return value;
  }
}
