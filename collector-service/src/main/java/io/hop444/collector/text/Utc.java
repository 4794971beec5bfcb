/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.text;

import java.time.Month;
import java.time.Year;

/**
 * Times of logs, read without allocation. All results are milliseconds since 1970-01-01T00:00Z;
 * {@link #NONE} stands for "not a time".
 */
public final class Utc {

  /** Not a time. */
  public static final long NONE = Long.MIN_VALUE;

  private static final long DAY_MILLIS = 86_400_000L;

  private Utc() {}

  /** A date and time of day, and the zone that was written with them, if any. */
  public record Written(long millisAsUtc, boolean zoned) {}

  /** Start of the day {@code yyyy-MM-dd} at {@code at}. */
  public static long day(byte[] bytes, int at, int end) {
    if (end - at < 10 || bytes[at + 4] != '-' || bytes[at + 7] != '-') {
      return NONE;
    }
    int year = number(bytes, at, 4);
    int month = number(bytes, at + 5, 2);
    int day = number(bytes, at + 8, 2);
    if (year < 1970 || month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) {
      return NONE;
    }
    return epochDay(year, month, day) * DAY_MILLIS;
  }

  /**
   * The time of day {@code HH:mm:ss} with any number of decimals at {@code at}, up to {@code end}.
   */
  public static long timeOfDay(byte[] bytes, int at, int end) {
    if (end - at < 8 || bytes[at + 2] != ':' || bytes[at + 5] != ':') {
      return NONE;
    }
    int hour = number(bytes, at, 2);
    int minute = number(bytes, at + 3, 2);
    int second = number(bytes, at + 6, 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) {
      return NONE;
    }
    int millis = 0;
    if (end - at > 8) {
      if (bytes[at + 8] != '.' && bytes[at + 8] != ',') {
        return NONE;
      }
      int weight = 100;
      for (int i = at + 9; i < end; i++) {
        int digit = bytes[i] - '0';
        if (digit < 0 || digit > 9) {
          return NONE;
        }
        millis += digit * weight;
        weight /= 10;
      }
    }
    return ((hour * 60L + minute) * 60 + second) * 1000 + millis;
  }

  /** {@code yyyy-MM-ddTHH:mm:ss[.fff]Z}, as Exchange writes it. */
  public static long exchangeTime(byte[] bytes, int at, int end) {
    if (end - at < 20 || bytes[at + 10] != 'T' || bytes[end - 1] != 'Z') {
      return NONE;
    }
    return sum(day(bytes, at, end), timeOfDay(bytes, at + 11, end - 1));
  }

  /**
   * Any of the forms that event shippers write: {@code T} or a blank between date and time, any
   * number of decimals, {@code Z}, {@code +01:00}, {@code +0100} or no zone at all.
   *
   * @return null when it is none of them
   */
  public static Written written(String text) {
    byte[] bytes = text.trim().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    int end = bytes.length;
    if (end < 19 || (bytes[10] != 'T' && bytes[10] != 't' && bytes[10] != ' ')) {
      return null;
    }
    long zone = 0;
    boolean zoned = false;
    if (bytes[end - 1] == 'Z' || bytes[end - 1] == 'z') {
      end--;
      zoned = true;
    } else {
      int sign = Math.max(text.trim().lastIndexOf('+'), text.trim().lastIndexOf('-'));
      if (sign >= 19) {
        zone = zoneMillis(bytes, sign, end);
        if (zone == NONE) {
          return null;
        }
        end = sign;
        zoned = true;
      }
    }
    while (end > 0 && bytes[end - 1] == ' ') {
      end--;
    }
    long local = sum(day(bytes, 0, end), timeOfDay(bytes, 11, end));
    return local == NONE ? null : new Written(local - zone, zoned);
  }

  private static long zoneMillis(byte[] bytes, int sign, int end) {
    int colon = end - sign == 6 && bytes[sign + 3] == ':' ? 1 : 0;
    if (end - sign != 5 + colon) {
      return NONE;
    }
    int hours = number(bytes, sign + 1, 2);
    int minutes = number(bytes, sign + 3 + colon, 2);
    if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
      return NONE;
    }
    long size = (hours * 60L + minutes) * 60_000;
    return bytes[sign] == '-' ? -size : size;
  }

  private static long sum(long day, long time) {
    return day == NONE || time == NONE ? NONE : day + time;
  }

  private static int number(byte[] bytes, int at, int digits) {
    int value = 0;
    for (int i = at; i < at + digits; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private static int daysOf(int year, int month) {
    return Month.of(month).length(Year.isLeap(year));
  }

  /** Days since 1970-01-01 of a date of the proleptic Gregorian calendar, from 1970 on. */
  private static long epochDay(int year, int month, int day) {
    int y = month <= 2 ? year - 1 : year;
    int era = y / 400;
    int yearOfEra = y - era * 400;
    int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097L + dayOfEra - 719_468;
  }
}
