/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.winevent;

import io.hop444.collector.decode.FileContext;
import io.hop444.collector.decode.LogParser;
import io.hop444.collector.text.TextEncoding;
import io.hop444.wire.DeadLetterReason;
import java.util.Arrays;

/**
 * Windows events as XML: {@code <Event>} elements one after another, on one line or many, with or
 * without a root, in UTF-8 or UTF-16. An element that is cut off ends where the next one starts.
 */
public final class EventXmlParser implements LogParser {

  private static final String START = "<Event";
  private static final String END = "</Event>";
  private static final int KEPT_HEAD_BYTES = 65_536;

  private final FileContext context;
  private final HostEvents events;
  private TextEncoding encoding = TextEncoding.UTF_8_OR_ANSI;
  private long resumeOffset;
  private boolean skipping;
  private boolean lineOpen;

  /** A parser for one file of a server's folder. */
  public EventXmlParser(FileContext context) {
    this(context, EventOrigin.ofFile(context));
  }

  /** A parser for events that tell themselves where they are from. */
  public EventXmlParser(FileContext context, EventOrigin origin) {
    this.context = context;
    this.events = new HostEvents(context, origin);
  }

  @Override
  public long headerOffset() {
    return -1;
  }

  @Override
  public long resumeOffset() {
    return resumeOffset;
  }

  @Override
  public void resume(byte[] head, long headerOffset, byte[] header) {
    encoding = TextEncoding.of(head, 0, head.length);
  }

  @Override
  public int parse(byte[] bytes, int from, int to, long offset, boolean end) {
    int at = from;
    if (offset == 0) {
      if (to - from < TextEncoding.MARK_BYTES && !end) {
        return 0;
      }
      encoding = TextEncoding.of(bytes, from, to);
      at += encoding.markLength(bytes, from, to);
    }
    at = end ? takeAll(bytes, from, at, to, offset) : takeComplete(bytes, from, at, to, offset);
    countLines(bytes, from, at, end);
    resumeOffset = offset + (at - from);
    return at - from;
  }

  private int takeAll(byte[] bytes, int from, int begin, int to, long offset) {
    int at = takeComplete(bytes, from, begin, to, offset);
    if (at < to) {
      boolean element = startsWith(bytes, at, to, START);
      if (element) {
        broken("the file ends inside this event", bytes, at, to, offset + (at - from));
      } else {
        junk(bytes, at, to, offset + (at - from));
      }
    }
    return to;
  }

  /** Takes all complete elements; the answer is where the first incomplete one may start. */
  private int takeComplete(byte[] bytes, int from, int begin, int to, long offset) {
    int at = begin;
    while (true) {
      int start = elementStart(bytes, at, to);
      if (start < 0) {
        return at + between(bytes, at, possibleStart(bytes, at, to), offset + (at - from));
      }
      junk(bytes, at, start, offset + (at - from));
      skipping = false;
      int unit = encoding.unit();
      int end = find(bytes, start, to, END);
      int next = elementStart(bytes, start + START.length() * unit, end < 0 ? to : end);
      long startOffset = offset + (start - from);
      if (next >= 0) {
        broken(
            "the event is cut off: another one starts inside it", bytes, start, next, startOffset);
        at = next;
      } else if (end >= 0) {
        at = end + END.length() * unit;
        element(bytes, start, at, startOffset);
      } else if (to - start > context.settings().maxUnitBytes()) {
        tooLong(bytes, start, to, startOffset);
        skipping = true;
        return possibleStart(bytes, start + unit, to);
      } else {
        return start;
      }
    }
  }

  private void element(byte[] bytes, int from, int to, long offset) {
    if (to - from > context.settings().maxUnitBytes()) {
      tooLong(bytes, from, to, offset);
      return;
    }
    try {
      String text = encoding.text(bytes, from, to);
      RawEvent event = EventXml.read(text);
      if (event == null) {
        broken("not a well-formed event with an EventID", bytes, from, to, offset);
      } else {
        events.add(event, offset, text, bytes, from, to);
      }
    } catch (RuntimeException e) {
      context.failed(e, offset, bytes, from, to);
    }
  }

  /**
   * Takes what stands behind the last element, unless it is the beginning of something.
   *
   * @return how many bytes were taken
   */
  private int between(byte[] bytes, int from, int to, long offset) {
    int unit = encoding.unit();
    int last = to - unit;
    while (last >= from && Character.isWhitespace(encoding.asciiAt(bytes, last))) {
      last -= unit;
    }
    boolean complete = last < from || encoding.asciiAt(bytes, last) == '>';
    if (!complete && !skipping && to - from <= context.settings().maxUnitBytes()) {
      return 0;
    }
    junk(bytes, from, to, offset);
    return to - from;
  }

  /** Blanks, a root and a declaration may stand between elements; anything else is reported. */
  private void junk(byte[] bytes, int from, int to, long offset) {
    if (skipping) {
      return;
    }
    int unit = encoding.unit();
    int at = from;
    while (at + unit <= to && Character.isWhitespace(encoding.asciiAt(bytes, at))) {
      at += unit;
    }
    if (at + unit > to) {
      return;
    }
    int first = encoding.asciiAt(bytes, at);
    if (first != '<' && first != ']') {
      broken("text that is no event", bytes, at, to, offset + (at - from));
    }
  }

  private void broken(String detail, byte[] bytes, int from, int to, long offset) {
    context.deadLetter(DeadLetterReason.BAD_SYNTAX, detail, offset, bytes, from, to, to - from);
  }

  private void tooLong(byte[] bytes, int from, int to, long offset) {
    int kept = Math.min(KEPT_HEAD_BYTES, to - from);
    context.deadLetter(
        DeadLetterReason.TOO_LONG,
        "the event has more than " + context.settings().maxUnitBytes() + " bytes",
        offset,
        Arrays.copyOfRange(bytes, from, from + kept),
        0,
        kept,
        to - from);
  }

  private void countLines(byte[] bytes, int from, int to, boolean end) {
    long lines = 0;
    int at = from;
    int next;
    while ((next = encoding.indexOf(bytes, at, to, '\n')) >= 0) {
      lines++;
      at = next + encoding.unit();
      lineOpen = false;
    }
    lineOpen |= at < to;
    if (end && lineOpen) {
      lines++;
      lineOpen = false;
    }
    context.sawLines(lines);
  }

  private int elementStart(byte[] bytes, int from, int to) {
    int at = find(bytes, from, to, START);
    int unit = encoding.unit();
    while (at >= 0) {
      int behind = at + START.length() * unit;
      if (behind + unit > to) {
        return -1;
      }
      int c = encoding.asciiAt(bytes, behind);
      if (c == '>' || Character.isWhitespace(c)) {
        return at;
      }
      at = find(bytes, behind, to, START);
    }
    return -1;
  }

  /** Where an element may start whose first letters are the last of the buffer. */
  private int possibleStart(byte[] bytes, int from, int to) {
    int unit = encoding.unit();
    int whole = to - (to - from) % unit;
    int at = Math.max(from, whole - START.length() * unit);
    while (at < whole) {
      if (encoding.asciiAt(bytes, at) == '<' && isBeginning(bytes, at, whole)) {
        return at;
      }
      at += unit;
    }
    return whole;
  }

  private boolean isBeginning(byte[] bytes, int at, int to) {
    int length = Math.min(START.length(), (to - at) / encoding.unit());
    return startsWith(bytes, at, to, START.substring(0, length));
  }

  private int find(byte[] bytes, int from, int to, String ascii) {
    int at = from;
    while ((at = encoding.indexOf(bytes, at, to, ascii.charAt(0))) >= 0) {
      if (startsWith(bytes, at, to, ascii)) {
        return at;
      }
      at += encoding.unit();
    }
    return -1;
  }

  private boolean startsWith(byte[] bytes, int at, int to, String ascii) {
    int unit = encoding.unit();
    if (at + ascii.length() * unit > to) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (encoding.asciiAt(bytes, at + i * unit) != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
