/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import io.hop444.collector.decode.FileOrigin;
import io.hop444.collector.decode.FileTail;
import io.hop444.collector.decode.ReadCounts;
import io.hop444.collector.decode.ReaderSettings;
import io.hop444.collector.domain.Checkpoint;
import io.hop444.collector.domain.DeliveryLedger;
import io.hop444.collector.estate.LogFile;
import io.hop444.wire.LogKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A file that is followed. It holds no bytes of the file: what is not complete yet is read again
 * next time. The handle, once open, stays open while there is something to read, so that a file
 * that is renamed or deleted is still read to its end. Used by the tailer's thread.
 */
final class TailedFile {

  private LogFile file;
  private final FileParsing parsing;
  private final LogHandle handle = new LogHandle();
  private final int incarnation;
  private FileIdentity identity;
  private final ReadPosition position;
  private LogKind kind;
  private long size;
  private long modifiedAt;
  private long activeAt = Long.MIN_VALUE;
  private final Looks looks = new Looks();
  private long stalledSize = -1;
  private boolean gone;
  private boolean finished;
  private boolean unreadable;

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
    this.parsing = new FileParsing(settings, shipping);
    this.kind = kind;
    this.position = new ReadPosition(from);
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
    return position.offset();
  }

  /** How far it was read, acknowledged or not. */
  Checkpoint latest() {
    return position.latest();
  }

  /** Up to where it was seen to be the same file. */
  Proof proven() {
    return position.proven();
  }

  Checkpoint acknowledged() {
    return position.acknowledged();
  }

  boolean isSettled() {
    return position.isSettled();
  }

  boolean isOpen() {
    return handle.isOpen();
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
    size = handle.isOpen() ? Math.max(size, listedSize) : listedSize;
    modifiedAt = listedModifiedAt;
  }

  /** What was known of it in an earlier run. */
  void restored(SavedFile saved) {
    position.wasProven(saved.proven());
    size = saved.size();
    modifiedAt = saved.modifiedAt();
  }

  /** Bytes that were there for certain, and were not read. */
  long unreadForCertain() {
    return position.unreadForCertain();
  }

  /** What was not read cannot be read any more. */
  void abandonUnread() {
    size = position.offset();
    position.abandonUnread(modifiedAt);
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
    return size > position.offset() && size != stalledSize;
  }

  /** Whether it is shorter than it was: then it is another one, or was truncated. */
  boolean hasShrunk() {
    return size < Math.max(position.offset(), position.proven().size());
  }

  /** When it was looked at. */
  Looks looks() {
    return looks;
  }

  /** What its parser has counted; parsers start anew when a file is opened again. */
  ReadCounts counts() {
    return parsing.counts();
  }

  /** Whether its local times are taken as UTC, as nothing tells their zone. */
  boolean isInUnknownZone() {
    return parsing.isInUnknownZone();
  }

  /** Latest time of a row read since it was opened. */
  long latestRowMillis() {
    return parsing.latestRowMillis();
  }

  /** Source of the records: the first file of a name bears it plainly. */
  String source() {
    return incarnation == 1 ? file.source() : file.source() + "#" + incarnation;
  }

  /**
   * Opens it where it is.
   *
   * @throws java.nio.file.NoSuchFileException also when another file stands there by now
   */
  void open() throws IOException {
    handle.open(file.path(), identity);
  }

  /** What is left to read stands in this copy: it is read on there, to its end. */
  void goOnIn(Path copy, FileIdentity of) throws IOException {
    close();
    moved(copy);
    identity = of;
    open();
    size = handle.size();
    position.proveAgain(handle.channel(), size, modifiedAt);
    stalledSize = -1;
    finished = false;
    gone = true;
  }

  void close() {
    parsing.stop();
    handle.close();
  }

  /** Asks the open handle for the size, which a folder's listing may not show yet. */
  void measure() throws IOException {
    if (handle.isOpen()) {
      size = handle.size();
    }
  }

  /**
   * A look that reads nothing, while there is no room: when the file has changed since it was
   * proven to be the one that was read, it is proven again.
   *
   * @return false when it is another one
   */
  boolean prove() throws IOException {
    return !handle.isOpen() || handle.size() == position.proven().size() || isSameContent();
  }

  /** Whether the bytes that were read last still stand where they stood. */
  boolean isSameContent() throws IOException {
    open();
    return position.isStillIn(handle.channel(), modifiedAt);
  }

  /** Reads again what was not acknowledged. */
  void rewind() {
    position.rewind();
    parsing.stop();
    stalledSize = -1;
    finished = false;
  }

  /** What is not acknowledged is lost for good. */
  void giveUp() {
    rewind();
    abandonUnread();
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
  ReadOutcome readPiece(ReadBuffer buffer, boolean last, long now) throws IOException {
    open();
    size = handle.size();
    if (!parsing.isRunning()) {
      position.backToLatest();
    }
    buffer.fill(handle.channel(), position.offset());
    if (!position.isProvenBy(buffer, handle.channel(), size)) {
      return ReadOutcome.REPLACED;
    }
    unreadable = false;
    if (!parsing.isRunning()) {
      parsing.start(origin(), file.format(), kind, position.latest(), handle, this::tail);
    }
    if (size == position.offset() && (!last || finished)) {
      return ReadOutcome.CAUGHT_UP;
    }
    activeAt = now;
    boolean toTheEnd = position.offset() + buffer.end() - buffer.start() >= size;
    DeliveryLedger.Piece piece = position.openPiece();
    int taken = parsing.parse(piece, buffer, position.offset(), last && toTheEnd);
    position.read(taken, checkpoint(buffer), piece);
    kind = parsing.kind();
    finished = last && toTheEnd;
    position.noteProof(handle.channel(), size, modifiedAt);
    if (taken == 0 && !toTheEnd) {
      buffer.grow();
      return ReadOutcome.MORE;
    }
    if (toTheEnd) {
      stalledSize = size;
      return ReadOutcome.CAUGHT_UP;
    }
    return ReadOutcome.MORE;
  }

  private FileTail.Tail tail(int maxBytes) throws IOException {
    return handle.tail(file.path(), identity, maxBytes);
  }

  /** Its fingerprint is that of the bytes that were parsed, whatever became of the file since. */
  private Checkpoint checkpoint(ReadBuffer buffer) throws IOException {
    Checkpoint latest = position.latest();
    long offset = parsing.resumeOffset();
    long fingerprint =
        offset == latest.offset()
            ? latest.fingerprint()
            : buffer.fingerprint(handle.channel(), offset);
    return new Checkpoint(
        offset,
        parsing.headerOffset(),
        fingerprint,
        Math.max(latest.readUpTo(), parsing.latestRowMillis()));
  }

  private FileOrigin origin() {
    return new FileOrigin(
        file.site(), file.server(), file.log(), source(), Instant.ofEpochMilli(modifiedAt));
  }

  /** Goes to the end of a file that existed before the first start, with its header in force. */
  void skipToEnd() throws IOException {
    open();
    size = handle.size();
    position.startAt(FileEnd.of(handle));
    rewind();
    close();
  }

  /** Length to be remembered: what is beyond it may be another file's by the time of a restart. */
  long sizeForCertain() {
    long proven = position.proven().size();
    return handle.isOpen() && proven > 0 ? Math.max(proven, position.offset()) : size;
  }
}
