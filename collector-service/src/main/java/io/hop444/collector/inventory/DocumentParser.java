/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.inventory;

import io.hop444.collector.decode.FileContext;
import io.hop444.collector.decode.LogParser;
import io.hop444.collector.text.TextEncoding;
import io.hop444.wire.BindingSnapshot;
import io.hop444.wire.DeadLetterReason;

/** A file that is one document: taken as a whole once it has ended. */
public abstract class DocumentParser implements LogParser {

  /** The schema's limit. */
  private static final int MAX_TEXT_LENGTH = 4_096;

  private final FileContext context;
  private long resumeOffset;
  private boolean tooLong;

  DocumentParser(FileContext context) {
    this.context = context;
  }

  /** The snapshot in this text. */
  abstract BindingSnapshot snapshot(FileContext context, String text)
      throws UnusableDocumentException;

  @Override
  public final long headerOffset() {
    return -1;
  }

  @Override
  public final long resumeOffset() {
    return resumeOffset;
  }

  @Override
  public final void resume(byte[] head, long headerOffset, byte[] header) {
    // A document is always read from its start.
  }

  @Override
  public final int parse(byte[] bytes, int from, int to, long offset, boolean end) {
    if (!end) {
      if (to - from <= context.settings().maxUnitBytes()) {
        return 0;
      }
      refuseLength(bytes, from, to, offset);
      return to - from;
    }
    resumeOffset = offset + (to - from);
    TextEncoding encoding = TextEncoding.of(bytes, from, to);
    countLines(encoding, bytes, from, to);
    if (tooLong) {
      return to - from;
    }
    int start = from + encoding.markLength(bytes, from, to);
    String text = encoding.text(bytes, start, to);
    if (text.isBlank()) {
      return to - from;
    }
    try {
      BindingSnapshot snapshot = snapshot(context, text);
      context.sawTime(snapshot.getTakenAt().toEpochMilli());
      context.emit(snapshot);
    } catch (UnusableDocumentException e) {
      context.deadLetter(e.reason(), e.getMessage(), 0, bytes, from, to, to - from);
    } catch (RuntimeException e) {
      context.failed(e, 0, bytes, from, to);
    }
    return to - from;
  }

  /** At most as much text as a record holds. */
  static String cut(String text) {
    return text.length() <= MAX_TEXT_LENGTH ? text : text.substring(0, MAX_TEXT_LENGTH);
  }

  private void refuseLength(byte[] bytes, int from, int to, long offset) {
    if (!tooLong) {
      tooLong = true;
      context.deadLetter(
          DeadLetterReason.TOO_LONG,
          "the document has more than " + context.settings().maxUnitBytes() + " bytes",
          offset,
          bytes,
          from,
          to,
          to - from);
    }
    countLines(TextEncoding.UTF_8_OR_ANSI, bytes, from, to);
  }

  private void countLines(TextEncoding encoding, byte[] bytes, int from, int to) {
    long lines = 0;
    int at = from;
    while (at < to) {
      int end = encoding.indexOf(bytes, at, to, '\n');
      lines++;
      at = end < 0 ? to : end + encoding.unit();
    }
    context.sawLines(lines);
  }
}
