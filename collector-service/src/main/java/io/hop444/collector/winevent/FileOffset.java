/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.winevent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hop444.collector.decode.FileTail;
import io.hop444.collector.text.Utc;
import java.io.IOException;

/**
 * How far the clock of a file's writer is ahead of UTC, as the end of the file tells: by a value in
 * its events that is UTC by nature, else by the moment at which the file was written last, which is
 * that of its last event. It is looked for once in a file that does not grow, and again with every
 * growth of one that is followed, so that it follows the change of the clocks.
 */
final class FileOffset {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int TAIL_BYTES = 1 << 16;

  /**
   * Of Sysmon's events, and of those that tell that the clock was set (Kernel-General 1, Security
   * 4616).
   */
  private static final String[] UTC_BY_NATURE = {"UtcTime", "NewTime"};

  /** Between the moment of the event itself and that of its record. */
  private static final long SAME_EVENT = 10_000;

  /**
   * NXLog writes at once what it receives; file systems keep times in steps of up to two seconds.
   * More slack would take copies made hours later for files of another zone: with this one, one in
   * a hundred of those that were copied on the same day.
   */
  private static final long WRITTEN_SOONER = 2_000;

  private static final long WRITTEN_LATER = 15_000;

  private final FileTail file;
  private long seenEnd;
  private long ahead = Utc.NONE;

  FileOffset(FileTail file) {
    this.file = file;
  }

  /**
   * How far an event that stands at this place is ahead of UTC.
   *
   * @return {@link Utc#NONE} when nothing tells
   */
  long ahead(long at) {
    if (at >= seenEnd) {
      long told = look(at);
      ahead = told == Utc.NONE ? ahead : told;
    }
    return ahead;
  }

  private long look(long at) {
    FileTail.Tail tail;
    try {
      tail = file.read(TAIL_BYTES);
    } catch (IOException unreadable) {
      seenEnd = at + 1;
      return Utc.NONE;
    }
    seenEnd = Math.max(at + 1, tail.end());
    String text = tail.text();
    long lastLine = Utc.NONE;
    boolean last = true;
    int end = text.lastIndexOf('\n');
    while (end > 0) {
      int start = text.lastIndexOf('\n', end - 1) + 1;
      if (start == 0 && !tail.whole()) {
        break;
      }
      String line = text.substring(start, end).trim();
      if (!line.isEmpty() && (last || hasUtc(line))) {
        JsonNode event = event(line);
        long byValue = event == null ? Utc.NONE : byValue(event);
        if (byValue != Utc.NONE) {
          return byValue;
        }
        if (last && event != null && tail.writtenAt() != null) {
          lastLine = byWriting(event, tail.writtenAt().toEpochMilli());
        }
        last = false;
      }
      end = start - 1;
    }
    return lastLine;
  }

  private static boolean hasUtc(String line) {
    for (String name : UTC_BY_NATURE) {
      if (line.contains(name)) {
        return true;
      }
    }
    return false;
  }

  private static JsonNode event(String line) {
    try {
      JsonNode event = JSON.readTree(line);
      return event.isObject() ? event : null;
    } catch (JsonProcessingException notAnEvent) {
      return null;
    }
  }

  private static long byValue(JsonNode event) {
    long local = local(event, "EventTime");
    for (String name : UTC_BY_NATURE) {
      Utc.Written utc = Utc.written(event.path(name).asText(""));
      if (local != Utc.NONE && utc != null) {
        return ZoneOffsets.ahead(local, utc.millisAsUtc(), SAME_EVENT, SAME_EVENT);
      }
    }
    return Utc.NONE;
  }

  private static long byWriting(JsonNode event, long writtenAt) {
    long received = local(event, "EventReceivedTime");
    long local = received == Utc.NONE ? local(event, "EventTime") : received;
    return local == Utc.NONE
        ? Utc.NONE
        : ZoneOffsets.ahead(local, writtenAt, WRITTEN_SOONER, WRITTEN_LATER);
  }

  private static long local(JsonNode event, String name) {
    Utc.Written written = Utc.written(event.path(name).asText(""));
    return written == null || written.zoned() ? Utc.NONE : written.millisAsUtc();
  }
}
