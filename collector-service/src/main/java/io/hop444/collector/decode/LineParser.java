/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.decode;

import io.hop444.collector.text.Bytes;
import io.hop444.collector.text.TextEncoding;
import io.hop444.wire.DeadLetterReason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts a file into lines of valid UTF-8. Lines of plain ASCII are handed on in place, without a
 * copy; others are decoded from whatever they are in.
 */
public abstract class LineParser implements LogParser {

  private static final int KEPT_HEAD_BYTES = 65_536;

  private final FileContext context;
  private TextEncoding encoding = TextEncoding.UTF_8_OR_ANSI;
  private long resumeOffset;
  private long headerOffset = -1;

  private byte[] rawBytes;
  private int rawFrom;
  private int rawTo;

  private byte[] longHead;
  private long longOffset;
  private boolean resuming;

  protected LineParser(FileContext context) {
    this.context = context;
  }

  /** What this parser has to do with the world. */
  protected final FileContext context() {
    return context;
  }

  /**
   * A line without its end, in valid UTF-8 without NUL.
   *
   * @param offset of the line's first byte in the file
   * @param cut whether the file ends here without a line end
   */
  protected abstract void line(byte[] bytes, int from, int to, long offset, boolean cut);

  /** Whether the header in force may stand behind one that was found first, rows between them. */
  protected boolean hasLaterHeaders() {
    return false;
  }

  /** Whether what is read is no news: then only headers matter. */
  protected final boolean isResuming() {
    return resuming;
  }

  /** The line at this offset is the header in force. */
  protected final void headerAt(long offset) {
    headerOffset = offset;
  }

  @Override
  public final long headerOffset() {
    return headerOffset;
  }

  @Override
  public final long resumeOffset() {
    return resumeOffset;
  }

  @Override
  public final void resume(byte[] head, long headerOffset, byte[] header) {
    encoding = TextEncoding.of(head, 0, head.length);
    resuming = true;
    int at = encoding.markLength(header, 0, header.length);
    while (at < header.length && (this.headerOffset < 0 || hasLaterHeaders())) {
      int lineEnd = encoding.indexOf(header, at, header.length, '\n');
      int end = lineEnd < 0 ? header.length : lineEnd;
      handOn(header, at, end, headerOffset + at, false);
      at = end + encoding.unit();
    }
    resuming = false;
  }

  @Override
  public final int parse(byte[] bytes, int from, int to, long offset, boolean end) {
    int at = from;
    if (offset == 0) {
      if (to - from < TextEncoding.MARK_BYTES && !end) {
        return 0;
      }
      encoding = TextEncoding.of(bytes, from, to);
      at += encoding.markLength(bytes, from, to);
    }
    while (at < to) {
      int lineEnd = encoding.indexOf(bytes, at, to, '\n');
      long lineOffset = offset + (at - from);
      if (lineEnd < 0) {
        if (end) {
          wholeLine(bytes, at, to, lineOffset, true);
          at = to;
        } else if (to - at > context.settings().maxUnitBytes()) {
          at = startLongLine(bytes, at, to, lineOffset);
        }
        break;
      }
      wholeLine(bytes, at, lineEnd, lineOffset, false);
      at = lineEnd + encoding.unit();
    }
    if (longHead == null) {
      resumeOffset = offset + (at - from);
    }
    return at - from;
  }

  private int startLongLine(byte[] bytes, int at, int to, long lineOffset) {
    if (longHead == null) {
      longHead = Arrays.copyOfRange(bytes, at, at + Math.min(KEPT_HEAD_BYTES, to - at));
      longOffset = lineOffset;
      resumeOffset = lineOffset;
    }
    int whole = to - at;
    return at + whole - whole % encoding.unit();
  }

  private void wholeLine(byte[] bytes, int from, int to, long offset, boolean cut) {
    context.sawLines(1);
    if (longHead != null) {
      tooLong(longHead, 0, longHead.length, longOffset, offset + (to - from) - longOffset);
      longHead = null;
    } else if (to - from > context.settings().maxUnitBytes()) {
      tooLong(bytes, from, to, offset, to - from);
    } else {
      handOn(bytes, from, to, offset, cut);
    }
  }

  private void tooLong(byte[] bytes, int from, int to, long offset, long length) {
    context.deadLetter(
        DeadLetterReason.TOO_LONG,
        "the line has " + length + " bytes, more than " + context.settings().maxUnitBytes(),
        offset,
        bytes,
        from,
        to,
        length);
  }

  /**
   * Makes a dead letter of the line at hand, with its bytes as they stand in the file. A header
   * that comes again when a file is read on was refused before.
   */
  protected final void refuse(DeadLetterReason reason, String detail, long offset) {
    if (!resuming) {
      context.deadLetter(reason, detail, offset, rawBytes, rawFrom, rawTo, rawTo - rawFrom);
    }
  }

  private void handOn(byte[] bytes, int from, int to, long offset, boolean cut) {
    byte[] line = bytes;
    int start = from;
    int end = to;
    if (encoding.unit() > 1 || !Bytes.isPlain(bytes, from, to)) {
      line = encoding.text(bytes, from, to).getBytes(StandardCharsets.UTF_8);
      // Files that were put one behind the other bring their byte order marks along.
      start = TextEncoding.UTF_8_OR_ANSI.markLength(line, 0, line.length);
      end = line.length;
    }
    while (end > start && (line[end - 1] == '\r' || line[end - 1] == '\n')) {
      end--;
    }
    rawBytes = bytes;
    rawFrom = from;
    rawTo = line == bytes ? end : to;
    try {
      line(line, start, end, offset, cut);
    } catch (RuntimeException e) {
      context.failed(e, offset, rawBytes, rawFrom, rawTo);
    }
  }
}
