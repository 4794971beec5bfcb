/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.routesfile;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Words of the file; what is none says which there are. */
final class Words {

  private Words() {}

  static <E extends Enum<E>> E oneOf(Class<E> type, String text) {
    for (E one : type.getEnumConstants()) {
      if (one.name().equalsIgnoreCase(text)) {
        return one;
      }
    }
    throw new IllegalArgumentException(
        "is " + text + ", but must be one of " + list(type.getEnumConstants()));
  }

  private static String list(Enum<?>[] constants) {
    boolean lower =
        constants[0]
            .getDeclaringClass()
            .getSimpleName()
            .matches("TargetKind|Updates|Tls|TicketAction");
    return Arrays.stream(constants)
        .map(one -> lower ? one.name().toLowerCase(Locale.ROOT) : one.name())
        .collect(Collectors.joining(", "));
  }

  static DayOfWeek day(String text) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().equalsIgnoreCase(text) || day.name().substring(0, 3).equalsIgnoreCase(text)) {
        return day;
      }
    }
    throw new IllegalArgumentException("is " + text + ", but must be a day: mon to sun");
  }

  static LocalTime time(String text) {
    try {
      return LocalTime.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("must be a time of day such as \"08:00\"", e);
    }
  }

  static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("must be a time zone such as Europe/Dublin", e);
    }
  }
}
