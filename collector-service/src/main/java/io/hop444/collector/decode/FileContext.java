/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.decode;

import io.hop444.collector.text.TextEncoding;
import io.hop444.wire.DeadLetter;
import io.hop444.wire.DeadLetterReason;
import io.hop444.wire.LogKind;
import io.hop444.wire.Position;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.avro.specific.SpecificRecord;
import org.jboss.logging.Logger;

/**
 * What a parser has to do with the world: where it reads, where its records go, what is counted.
 * Used by the thread of its parser.
 */
public final class FileContext {

  private static final Logger LOG = Logger.getLogger(FileContext.class);

  private static final int LOGGED_FRAMES = 6;

  /** Longest piece of an unreadable line that is kept; the schema's limit. */
  private static final int MAX_RAW_BYTES = 65_536;

  private final FileOrigin origin;
  private final ReaderSettings settings;
  private final RecordSink sink;
  private final RowFields rows;
  private final FileTail tail;
  private final LocalTimesRead localTimes = new LocalTimesRead();
  private LogKind kind;
  private long lines;
  private long records;
  private long ignored;
  private long undecodable;
  private long latestMillis = Long.MIN_VALUE;

  /**
   * @param kind of the log as far as its folder tells
   * @param sink takes every record and dead letter, in the order of the file
   */
  public FileContext(FileOrigin origin, ReaderSettings settings, LogKind kind, RecordSink sink) {
    this(origin, settings, kind, sink, FileTail.NONE);
  }

  /** The same for a file whose end may be looked at. */
  public FileContext(
      FileOrigin origin, ReaderSettings settings, LogKind kind, RecordSink sink, FileTail tail) {
    this.tail = tail;
    this.origin = origin;
    this.settings = settings;
    this.kind = kind;
    this.sink = sink;
    this.rows = sink.rows(origin, settings.collector());
    settings.servers().look();
  }

  /** The file. */
  public FileOrigin origin() {
    return origin;
  }

  /** How it is read. */
  public ReaderSettings settings() {
    return settings;
  }

  /** The end of the file. */
  public FileTail tail() {
    return tail;
  }

  /** How local times without a zone were read. */
  public LocalTimesRead localTimes() {
    return localTimes;
  }

  /** Counters of this file. */
  public ReadCounts counts() {
    return new ReadCounts(lines, records, ignored, undecodable);
  }

  /** Kind of the log, as far as its rows have told. */
  public LogKind kind() {
    return kind;
  }

  /** Latest time of a row or event, shipped or not; {@link Long#MIN_VALUE} before the first. */
  public long latestMillis() {
    return latestMillis;
  }

  /** A row has told what kind of log this is. */
  public void sawKind(LogKind seen) {
    if (kind != LogKind.BACK_END_IIS) {
      kind = seen;
    }
  }

  /** A row or event of this time was read, whether it is shipped or not. */
  public void sawTime(long millis) {
    latestMillis = Math.max(latestMillis, millis);
  }

  /** Lines were read. */
  public void sawLines(long count) {
    lines += count;
  }

  /** A row or event was understood and does not bear on port 444. */
  public void ignore() {
    ignored++;
  }

  /** The position of a record that starts at this offset. */
  public Position position(long offset) {
    return position(origin.server(), offset);
  }

  /** The same for a record of another server, which stands in this one's folder. */
  public Position position(String server, long offset) {
    return new Position(origin.site(), server, settings.collector(), origin.source(), offset);
  }

  /** Hands over a record that is no row. */
  public void emit(SpecificRecord made) {
    sink.take(made);
    records++;
  }

  /** Starts a row, whose fields follow in the order of its schema. */
  public RowFields startRow(RowType type, long offset, long millis) {
    rows.start(type, offset, millis);
    return rows;
  }

  /** Hands over the row. */
  public void endRow() {
    rows.end();
    records++;
  }

  /**
   * Something could not be read. The first ones of a file become dead letters, the others are
   * counted. With redaction on the raw bytes stay behind: what cannot be read cannot be redacted.
   *
   * @param length of the unreadable piece, which may be longer than {@code bytes[from, to)}
   */
  public void deadLetter(
      DeadLetterReason reason,
      String detail,
      long offset,
      byte[] bytes,
      int from,
      int to,
      long length) {
    undecodable++;
    if (undecodable > settings.maxDeadLetters()) {
      return;
    }
    byte[] raw =
        settings.redaction().on()
            ? new byte[0]
            : Arrays.copyOfRange(bytes, from, Math.min(to, from + MAX_RAW_BYTES));
    String told =
        undecodable == settings.maxDeadLetters()
            ? detail + "; what else is unreadable in this file is only counted"
            : detail;
    sink.take(
        new DeadLetter(
            "collector",
            origin.site(),
            origin.server(),
            origin.source(),
            offset,
            settings.clock().instant(),
            reason,
            told,
            ByteBuffer.wrap(raw),
            length));
  }

  /**
   * The collector itself failed at a line, event or document: it becomes a dead letter, so that no
   * content can keep what stands behind it from being read.
   */
  public void failed(RuntimeException defect, long offset, byte[] bytes, int from, int to) {
    // Not its message, which may quote what was read.
    LOG.errorf(
        "A defect of the collector: this piece was not understood; please report it. source=%s"
            + " offset=%d failure=%s at=%s",
        origin.source(),
        offset,
        defect.getClass().getName(),
        Arrays.stream(defect.getStackTrace()).limit(LOGGED_FRAMES).toList());
    deadLetter(
        DeadLetterReason.PROCESSING_FAILED,
        "the collector failed at it: " + defect.getClass().getSimpleName(),
        offset,
        bytes,
        from,
        to,
        to - from);
  }

  /** Text of a piece of a UTF-8 or ANSI line. */
  public static String text(byte[] bytes, int from, int to) {
    return TextEncoding.UTF_8_OR_ANSI.text(bytes, from, to);
  }
}
