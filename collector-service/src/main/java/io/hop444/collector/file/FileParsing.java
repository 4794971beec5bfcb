/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import io.hop444.collector.decode.FileContext;
import io.hop444.collector.decode.FileOrigin;
import io.hop444.collector.decode.FileTail;
import io.hop444.collector.decode.LogParser;
import io.hop444.collector.decode.ReadCounts;
import io.hop444.collector.decode.ReaderSettings;
import io.hop444.collector.decode.RecordSink;
import io.hop444.collector.domain.Checkpoint;
import io.hop444.collector.domain.DeliveryLedger;
import io.hop444.collector.estate.LogFormat;
import io.hop444.schemas.EncodedRecord;
import io.hop444.schemas.RecordCodec;
import io.hop444.wire.LogKind;
import java.io.IOException;

/**
 * The parser of an open file, and what it made so far; it starts anew whenever the file is opened
 * again. What it makes is shipped as part of a piece. Used by the tailer's thread.
 */
final class FileParsing {

  /** Of all that is shipped from here. */
  static final RecordCodec CODEC = new RecordCodec();

  private static final ReadCounts NOTHING = new ReadCounts(0, 0, 0, 0);

  private final ReaderSettings settings;
  private final Shipping shipping;
  private FileContext context;
  private LogParser parser;
  private DeliveryLedger.Piece piece;
  private Runnable pieceDelivered;

  FileParsing(ReaderSettings settings, Shipping shipping) {
    this.settings = settings;
    this.shipping = shipping;
  }

  boolean isRunning() {
    return parser != null;
  }

  void stop() {
    parser = null;
  }

  /** Starts where the checkpoint is, with the header in force there. */
  void start(
      FileOrigin origin,
      LogFormat format,
      LogKind kind,
      Checkpoint from,
      LogHandle file,
      FileTail tail)
      throws IOException {
    FileContext fresh =
        new FileContext(origin, settings, kind, RecordSink.ofBytes(CODEC, this::ship), tail);
    LogParser made = format.newParser(fresh);
    if (from.offset() > 0) {
      made.resume(file.head(), from.headerOffset(), header(from, file));
    }
    context = fresh;
    parser = made;
  }

  private static byte[] header(Checkpoint from, LogHandle file) throws IOException {
    if (from.headerOffset() < 0) {
      return new byte[0];
    }
    long read = from.offset() - from.headerOffset();
    return file.bytes(from.headerOffset(), (int) Math.min(read, LogParser.MAX_HEADER_BYTES));
  }

  /**
   * Parses what the buffer holds.
   *
   * @param of takes the records, and is to be sealed by the caller
   * @param end whether the file ends there for good
   * @return how many bytes were taken
   */
  int parse(DeliveryLedger.Piece of, ReadBuffer buffer, long offset, boolean end) {
    piece = of;
    pieceDelivered = of::delivered;
    return parser.parse(buffer.bytes(), buffer.start(), buffer.end(), offset, end);
  }

  private void ship(EncodedRecord made) {
    piece.add();
    shipping.ship(made, pieceDelivered);
  }

  /** Where a later parser may go on. */
  long resumeOffset() {
    return parser.resumeOffset();
  }

  /** Where the header in force starts; -1 when there is none. */
  long headerOffset() {
    return parser.headerOffset();
  }

  /** Kind of the log, as far as its rows have told. */
  LogKind kind() {
    return context.kind();
  }

  /** What was counted since the start. */
  ReadCounts counts() {
    return parser == null ? NOTHING : context.counts();
  }

  /** Whether local times were taken as UTC since the start, as nothing tells their zone. */
  boolean isInUnknownZone() {
    return parser != null && context.localTimes().anyUnknown();
  }

  /** Latest time of a row since the last start; {@link Long#MIN_VALUE} before the first. */
  long latestRowMillis() {
    return context == null ? Long.MIN_VALUE : context.latestMillis();
  }
}
