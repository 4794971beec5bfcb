/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.wevtutil;

import io.hop444.collector.text.TextEncoding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the system printed of a channel.
 *
 * @param text elements of events, one behind the other
 * @param events those of them, in their order
 */
record ChannelOutput(String text, List<Seen> events) {

  /** The system writes these two elements in this order, and escapes what events contain. */
  private static final Pattern EVENT =
      Pattern.compile(
          "<TimeCreated SystemTime=['\"]([^'\"]*)['\"][^>]*>[^<]*<EventRecordID>(\\d{1,18})<");

  /** Copies the list. */
  ChannelOutput {
    events = List.copyOf(events);
  }

  /** An event as the output shows it, with the place where it starts. */
  record Seen(long recordId, String createdAt, int start) {}

  static ChannelOutput of(byte[] output) {
    String text = text(output);
    return new ChannelOutput(text, seen(text));
  }

  /** The text of this event and of those behind it. */
  String from(Seen event) {
    return text.substring(event.start());
  }

  private static List<Seen> seen(String text) {
    List<Seen> seen = new ArrayList<>();
    Matcher matcher = EVENT.matcher(text);
    while (matcher.find()) {
      int start =
          Math.max(
              text.lastIndexOf("<Event ", matcher.start()),
              text.lastIndexOf("<Event>", matcher.start()));
      seen.add(new Seen(Long.parseLong(matcher.group(2)), matcher.group(1), Math.max(0, start)));
    }
    return seen;
  }

  /**
   * The output asked for is UTF-16, which shows by its mark or by the zero behind its first sign.
   */
  private static String text(byte[] output) {
    if (output.length >= 2 && output[0] == '<' && output[1] == 0) {
      return new String(output, StandardCharsets.UTF_16LE);
    }
    TextEncoding encoding = TextEncoding.of(output, 0, output.length);
    int start = encoding.markLength(output, 0, output.length);
    return encoding.text(output, start, output.length);
  }
}
