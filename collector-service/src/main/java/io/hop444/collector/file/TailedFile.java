/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import io.hop444.collector.decode.FileContext;
import io.hop444.collector.decode.FileOrigin;
import io.hop444.collector.decode.LogParser;
import io.hop444.collector.decode.ReaderSettings;
import io.hop444.collector.decode.RecordSink;
import io.hop444.collector.domain.Checkpoint;
import io.hop444.collector.domain.DeliveryLedger;
import io.hop444.collector.estate.LogFile;
import io.hop444.collector.text.TextEncoding;
import io.hop444.schemas.EncodedRecord;
import io.hop444.schemas.RecordCodec;
import io.hop444.wire.LogKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;

/**
 * A file that is followed. It holds no bytes of the file: what is not complete yet is read again
 * next time. The handle, once open, stays open while there is something to read, so that a file
 * that is renamed or deleted is still read to its end. Used by the tailer's thread.
 */
final class TailedFile {

  /** Longest header line that is looked for; Exchange's has 1,300 bytes. */
  private static final int MAX_HEADER_BYTES = 65_536;

  private static final long JUST_NOW_MILLIS = 5_000;

  /** Of all that is shipped from here. */
  static final RecordCodec CODEC = new RecordCodec();

  private LogFile file;
  private final ReaderSettings settings;
  private final Shipping shipping;
  private int incarnation;
  private FileIdentity identity;
  private DeliveryLedger ledger;
  private DeliveryLedger.Piece piece;
  private Runnable pieceDelivered;
  private Checkpoint latest;
  private LogKind kind;
  private FileChannel channel;
  private FileContext context;
  private LogParser parser;
  private long readOffset;
  private long size;
  private long modifiedAt;
  private long stalledSize = -1;
  private long caughtUpAt = Long.MIN_VALUE;
  private boolean gone;
  private boolean finished;
  private long nextComplaint = Long.MIN_VALUE;

  /** What a reading came to. */
  enum Outcome {
    /** There may be more to read at once. */
    MORE,
    /** All that is complete was read. */
    CAUGHT_UP,
    /** The file is shorter than what was read of it, or other bytes stand there. */
    REPLACED
  }

  TailedFile(
      LogFile file,
      FileIdentity identity,
      int incarnation,
      Checkpoint from,
      LogKind kind,
      ReaderSettings settings,
      Shipping shipping) {
    this.file = file;
    this.identity = identity;
    this.incarnation = incarnation;
    this.settings = settings;
    this.shipping = shipping;
    this.kind = kind;
    this.ledger = new DeliveryLedger(from);
    this.latest = from;
    this.readOffset = from.offset();
  }

  LogFile file() {
    return file;
  }

  FileIdentity identity() {
    return identity;
  }

  void identity(FileIdentity now) {
    identity = now;
  }

  /** The file has another path now; its records keep the name under which it was found. */
  void moved(LogFile now) {
    file =
        new LogFile(
            file.site(), file.server(), file.log(), file.format(), now.path(), file.source());
  }

  int incarnation() {
    return incarnation;
  }

  LogKind kind() {
    return kind;
  }

  long size() {
    return size;
  }

  long modifiedAt() {
    return modifiedAt;
  }

  long readOffset() {
    return readOffset;
  }

  Checkpoint acknowledged() {
    return ledger.acknowledged();
  }

  boolean isSettled() {
    return ledger.isSettled();
  }

  boolean isOpen() {
    return channel != null;
  }

  boolean isGone() {
    return gone;
  }

  void markGone() {
    gone = true;
  }

  /** Whether it is time to say again that this file cannot be read. */
  boolean complains(long now) {
    if (now < nextComplaint) {
      return false;
    }
    nextComplaint = now + 60_000;
    return true;
  }

  /** The folder's listing told this. */
  void listed(long listedSize, long listedModifiedAt) {
    size = channel == null ? listedSize : Math.max(size, listedSize);
    modifiedAt = listedModifiedAt;
  }

  /** Whether there is something to read that was not looked at yet. */
  boolean hasUnread() {
    return size > readOffset && size != stalledSize;
  }

  /** A look found nothing new. */
  void caughtUp(long now) {
    caughtUpAt = now;
  }

  /** Whether there was nothing new a moment ago: then what is there now was just written. */
  boolean wasCaughtUp(long now) {
    return now - caughtUpAt <= JUST_NOW_MILLIS && caughtUpAt != Long.MIN_VALUE;
  }

  /** Latest time of a row read since it was opened. */
  long latestRowMillis() {
    return context == null ? Long.MIN_VALUE : context.latestMillis();
  }

  /** Source of the records: the first file of a name bears it plainly. */
  String source() {
    return incarnation == 1 ? file.source() : file.source() + "#" + incarnation;
  }

  void open() throws IOException {
    if (channel == null) {
      channel = FileChannel.open(file.path(), StandardOpenOption.READ);
    }
  }

  void close() {
    parser = null;
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException ignored) {
        // A handle for reading: nothing is lost.
      }
      channel = null;
    }
  }

  /** Asks the open handle for the size, which a folder's listing may not show yet. */
  void measure() throws IOException {
    if (channel != null) {
      size = channel.size();
    }
  }

  /** Whether the bytes that were read last still stand where they stood. */
  boolean isSameContent() throws IOException {
    open();
    return channel.size() >= latest.offset()
        && (latest.offset() == 0
            || latest.fingerprint() == Fingerprint.at(channel, latest.offset()));
  }

  /** Starts over as another file of the same name. */
  void restartAsNew() {
    incarnation++;
    ledger = new DeliveryLedger(Checkpoint.START);
    rewindTo(0);
  }

  /** Reads again what was not acknowledged. */
  void rewind() {
    ledger = new DeliveryLedger(ledger.acknowledged());
    rewindTo(ledger.acknowledged().offset());
  }

  private void rewindTo(long offset) {
    parser = null;
    stalledSize = -1;
    finished = false;
    readOffset = offset;
    latest = ledger.acknowledged();
  }

  /**
   * Reads one piece and ships its records.
   *
   * @param last whether the file will not grow any more: then an incomplete last line is taken too
   */
  Outcome readPiece(ReadBuffer buffer, boolean last) throws IOException {
    open();
    size = channel.size();
    if (size < readOffset || !isSameContent()) {
      return Outcome.REPLACED;
    }
    if (parser == null) {
      startParser();
    }
    if (size == readOffset && (!last || finished)) {
      return Outcome.CAUGHT_UP;
    }
    int read = fill(buffer);
    boolean toTheEnd = readOffset + read >= size;
    piece = ledger.open();
    pieceDelivered = piece::delivered;
    int taken = parser.parse(buffer.bytes(), 0, read, readOffset, last && toTheEnd);
    latest = checkpoint();
    piece.seal(latest);
    kind = context.kind();
    readOffset += taken;
    finished = last && toTheEnd;
    if (taken == 0 && !toTheEnd) {
      buffer.grow();
      return Outcome.MORE;
    }
    if (toTheEnd) {
      stalledSize = size;
      return Outcome.CAUGHT_UP;
    }
    return Outcome.MORE;
  }

  private Checkpoint checkpoint() throws IOException {
    long offset = parser.resumeOffset();
    return new Checkpoint(
        offset,
        parser.headerOffset(),
        Fingerprint.at(channel, offset),
        Math.max(latest.readUpTo(), context.latestMillis()));
  }

  private int fill(ReadBuffer buffer) throws IOException {
    ByteBuffer into = ByteBuffer.wrap(buffer.bytes());
    while (into.hasRemaining()) {
      int read = channel.read(into, readOffset + into.position());
      if (read < 0) {
        break;
      }
    }
    return into.position();
  }

  private void startParser() throws IOException {
    FileOrigin origin =
        new FileOrigin(
            file.site(), file.server(), file.log(), source(), Instant.ofEpochMilli(modifiedAt));
    context = new FileContext(origin, settings, kind, RecordSink.ofBytes(CODEC, this::ship));
    parser = file.format().newParser(context);
    Checkpoint from = latest;
    if (from.offset() > 0) {
      byte[] header = from.headerOffset() < 0 ? new byte[0] : line(from.headerOffset());
      parser.resume(bytes(0, TextEncoding.MARK_BYTES), from.headerOffset(), header);
    }
    readOffset = from.offset();
  }

  private void ship(EncodedRecord made) {
    piece.add();
    shipping.ship(made, pieceDelivered);
  }

  private byte[] line(long offset) throws IOException {
    byte[] bytes = bytes(offset, MAX_HEADER_BYTES);
    TextEncoding encoding = TextEncoding.of(bytes(0, TextEncoding.MARK_BYTES), 0, 2);
    int end = encoding.indexOf(bytes, 0, bytes.length, '\n');
    return end < 0 ? bytes : Arrays.copyOf(bytes, end);
  }

  private byte[] bytes(long offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      int read = channel.read(bytes, offset + bytes.position());
      if (read < 0) {
        break;
      }
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /** Goes to the end of a file that existed before the first start, with its header in force. */
  void skipToEnd() throws IOException {
    open();
    size = channel.size();
    long from = Math.max(0, size - MAX_HEADER_BYTES);
    byte[] tail = bytes(from, MAX_HEADER_BYTES);
    int end = tail.length;
    while (end > 0 && tail[end - 1] != '\n') {
      end--;
    }
    long offset = from + end;
    ledger =
        new DeliveryLedger(
            new Checkpoint(
                offset,
                HeaderSearch.last(channel, offset),
                Fingerprint.at(channel, offset),
                Long.MIN_VALUE));
    rewindTo(offset);
    close();
  }

  SavedFile saved() {
    return new SavedFile(
        identity.key(),
        file.source(),
        incarnation,
        file.site(),
        file.server(),
        file.log(),
        kind.name(),
        size,
        modifiedAt,
        ledger.acknowledged());
  }
}
