/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import io.hop444.collector.decode.FileContext;
import io.hop444.collector.decode.FileOrigin;
import io.hop444.collector.decode.LogParser;
import io.hop444.collector.decode.ReadCounts;
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
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Arrays;

/**
 * A file that is followed. It holds no bytes of the file: what is not complete yet is read again
 * next time. The handle, once open, stays open while there is something to read, so that a file
 * that is renamed or deleted is still read to its end. Used by the tailer's thread.
 */
final class TailedFile {

  /** Longest header that is looked for; Exchange's has 1,300 bytes. */
  private static final int MAX_HEADER_BYTES = 65_536;

  private static final long JUST_NOW_MILLIS = 5_000;

  /** Of all that is shipped from here. */
  static final RecordCodec CODEC = new RecordCodec();

  private static final ReadCounts NOTHING = new ReadCounts(0, 0, 0, 0);

  private LogFile file;
  private final ReaderSettings settings;
  private final Shipping shipping;
  private final int incarnation;
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
  private Proof proven = Proof.NONE;
  private long modifiedAt;
  private long activeAt = Long.MIN_VALUE;
  private long lookedAt = Long.MIN_VALUE;
  private long stalledSize = -1;
  private long caughtUpAt = Long.MIN_VALUE;
  private boolean gone;
  private boolean finished;
  private boolean unreadable;

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
    this.proven = new Proof(from.offset(), from.fingerprint(), 0);
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
  void moved(Path now) {
    file = file.at(now);
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

  /** How far it was read, acknowledged or not. */
  Checkpoint latest() {
    return latest;
  }

  /** Up to where it was seen to be the same file. */
  Proof proven() {
    return proven;
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

  /** Nobody writes to it any more: what stands behind its last line end is its last row. */
  void markGone() {
    gone = true;
  }

  /** It is there, or there again. */
  void markPresent() {
    gone = false;
  }

  /** Takes note that it cannot be read; true when it could be until now. */
  boolean becameUnreadable() {
    boolean news = !unreadable;
    unreadable = true;
    return news;
  }

  /** The folder's listing told this. */
  void listed(long listedSize, long listedModifiedAt) {
    size = channel == null ? listedSize : Math.max(size, listedSize);
    modifiedAt = listedModifiedAt;
  }

  /** What was known of it in an earlier run. */
  void restored(SavedFile saved) {
    proven = saved.proven().size() > proven.size() ? saved.proven() : proven;
    size = saved.size();
    modifiedAt = saved.modifiedAt();
  }

  /** Bytes that were there for certain, and were not read. */
  long unreadForCertain() {
    return Math.max(0, proven.size() - readOffset);
  }

  /** What was not read cannot be read any more. */
  void abandonUnread() {
    size = readOffset;
    proven = new Proof(latest.offset(), latest.fingerprint(), modifiedAt);
  }

  /** Its bytes are not there any more; the identity is another file's now. */
  void replaced() {
    close();
    gone = true;
    identity = new FileIdentity(identity.key() + "#" + incarnation);
    abandonUnread();
  }

  /** Whether there is something to read that was not looked at yet. */
  boolean hasUnread() {
    return size > readOffset && size != stalledSize;
  }

  /** Whether it is shorter than it was: then it is another one, or was truncated. */
  boolean hasShrunk() {
    return size < Math.max(readOffset, proven.size());
  }

  /** A look found nothing new. */
  void caughtUp(long now) {
    caughtUpAt = now;
  }

  /** Whether there was nothing new a moment ago: then what is there now was just written. */
  boolean wasCaughtUp(long now) {
    return now - caughtUpAt <= JUST_NOW_MILLIS && caughtUpAt != Long.MIN_VALUE;
  }

  /** What its parser has counted; parsers start anew when a file is opened again. */
  ReadCounts counts() {
    return parser == null ? NOTHING : context.counts();
  }

  /** Latest time of a row read since it was opened. */
  long latestRowMillis() {
    return context == null ? Long.MIN_VALUE : context.latestMillis();
  }

  /** Source of the records: the first file of a name bears it plainly. */
  String source() {
    return incarnation == 1 ? file.source() : file.source() + "#" + incarnation;
  }

  /**
   * Opens it where it is.
   *
   * @throws NoSuchFileException also when another file stands there by now: a listing is a moment
   *     old, and files are renamed in that moment
   */
  void open() throws IOException {
    if (channel != null) {
      return;
    }
    Path path = file.path();
    FileChannel opened = FileChannel.open(path, StandardOpenOption.READ);
    try {
      BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
      if (!identity.equals(FileIdentity.of(path, now))) {
        throw new NoSuchFileException(path.toString(), null, "another file stands there");
      }
    } catch (IOException e) {
      opened.close();
      throw e;
    }
    channel = opened;
  }

  /** What is left to read stands in this copy: it is read on there, to its end. */
  void goOnIn(Path copy, FileIdentity of) throws IOException {
    close();
    moved(copy);
    identity = of;
    open();
    size = channel.size();
    proven = Proof.of(channel, size, modifiedAt);
    stalledSize = -1;
    finished = false;
    gone = true;
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

  /**
   * A look that reads nothing, while there is no room: when the file has changed since it was
   * proven to be the one that was read, it is proven again.
   *
   * @return false when it is another one
   */
  boolean prove() throws IOException {
    return channel == null || channel.size() == proven.size() || isSameContent();
  }

  /** Whether the bytes that were read last still stand where they stood. */
  boolean isSameContent() throws IOException {
    open();
    long length = channel.size();
    boolean same =
        proven.holdsIn(channel) && latest.fingerprint() == Fingerprint.at(channel, latest.offset());
    if (same && length != proven.size()) {
      proven = Proof.of(channel, length, modifiedAt);
    }
    return same;
  }

  /** Reads again what was not acknowledged. */
  void rewind() {
    ledger = new DeliveryLedger(ledger.acknowledged());
    parser = null;
    stalledSize = -1;
    finished = false;
    latest = ledger.acknowledged();
    readOffset = latest.offset();
  }

  /** What is not acknowledged is lost for good. */
  void giveUp() {
    rewind();
    abandonUnread();
  }

  /** Takes note of a look through the handle; the answer is whether the last was that long ago. */
  boolean isLookDue(long now, long every) {
    if (lookedAt != Long.MIN_VALUE && now - lookedAt < every) {
      return false;
    }
    lookedAt = now;
    return true;
  }

  /** When it was last written or read, as far as is known. */
  long activeAt() {
    return Math.max(modifiedAt, activeAt);
  }

  /**
   * Reads one piece and ships its records.
   *
   * @param last whether the file will not grow any more: then an incomplete last line is taken too
   */
  Outcome readPiece(ReadBuffer buffer, boolean last, long now) throws IOException {
    open();
    size = channel.size();
    if (parser == null) {
      readOffset = latest.offset();
    }
    buffer.fill(channel, readOffset);
    if (!isProvenBy(buffer)) {
      return Outcome.REPLACED;
    }
    unreadable = false;
    if (parser == null) {
      startParser();
    }
    if (size == readOffset && (!last || finished)) {
      return Outcome.CAUGHT_UP;
    }
    activeAt = now;
    boolean toTheEnd = readOffset + buffer.end() - buffer.start() >= size;
    piece = ledger.open();
    pieceDelivered = piece::delivered;
    int taken =
        parser.parse(buffer.bytes(), buffer.start(), buffer.end(), readOffset, last && toTheEnd);
    latest = checkpoint(buffer);
    piece.seal(latest);
    kind = context.kind();
    readOffset += taken;
    finished = last && toTheEnd;
    noteProof();
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

  private boolean isProvenBy(ReadBuffer buffer) throws IOException {
    return size >= proven.size()
        && buffer.fingerprint(channel, latest.offset()) == latest.fingerprint()
        && (size == proven.size() || proven.size() <= latest.offset() || proven.holdsIn(channel));
  }

  private void noteProof() throws IOException {
    if (latest.offset() >= size) {
      proven = new Proof(latest.offset(), latest.fingerprint(), modifiedAt);
    } else if (proven.size() != size) {
      proven = Proof.of(channel, size, modifiedAt);
    }
  }

  /** Its fingerprint is that of the bytes that were parsed, whatever became of the file since. */
  private Checkpoint checkpoint(ReadBuffer buffer) throws IOException {
    long offset = parser.resumeOffset();
    long fingerprint =
        offset == latest.offset() ? latest.fingerprint() : buffer.fingerprint(channel, offset);
    return new Checkpoint(
        offset,
        parser.headerOffset(),
        fingerprint,
        Math.max(latest.readUpTo(), context.latestMillis()));
  }

  private void startParser() throws IOException {
    FileOrigin origin =
        new FileOrigin(
            file.site(), file.server(), file.log(), source(), Instant.ofEpochMilli(modifiedAt));
    context = new FileContext(origin, settings, kind, RecordSink.ofBytes(CODEC, this::ship));
    parser = file.format().newParser(context);
    Checkpoint from = latest;
    if (from.offset() > 0) {
      byte[] header =
          from.headerOffset() < 0 ? new byte[0] : bytes(from.headerOffset(), MAX_HEADER_BYTES);
      parser.resume(bytes(0, TextEncoding.MARK_BYTES), from.headerOffset(), header);
    }
  }

  private void ship(EncodedRecord made) {
    piece.add();
    shipping.ship(made, pieceDelivered);
  }

  private TextEncoding encoding() throws IOException {
    byte[] mark = bytes(0, TextEncoding.MARK_BYTES);
    return TextEncoding.of(mark, 0, mark.length);
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
    TextEncoding encoding = encoding();
    int end = 0;
    int next = (int) (from % encoding.unit());
    while ((next = encoding.indexOf(tail, next, tail.length, '\n')) >= 0) {
      next += encoding.unit();
      end = next;
    }
    if (end == 0 && from > 0) {
      end = tail.length - tail.length % encoding.unit();
    }
    long offset = from + end;
    ledger =
        new DeliveryLedger(
            new Checkpoint(
                offset,
                HeaderSearch.last(channel, offset),
                Fingerprint.at(channel, offset),
                Long.MIN_VALUE));
    rewind();
    close();
  }

  /**
   * What is to be remembered of it.
   *
   * @param place where it is, relative to the estate
   */
  SavedFile saved(String place) {
    return new SavedFile(
        identity.key(),
        file.source(),
        place,
        incarnation,
        file.site(),
        file.server(),
        file.log(),
        kind.name(),
        channel == null || proven.size() == 0 ? size : Math.max(proven.size(), readOffset),
        modifiedAt,
        proven,
        ledger.acknowledged(),
        false);
  }
}
