/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import io.hop444.collector.domain.Checkpoint;
import io.hop444.collector.domain.DeliveryLedger;
import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * How far a file is read and acknowledged, and what stood there: by that it is known again. Used by
 * the tailer's thread.
 */
final class ReadPosition {

  private DeliveryLedger ledger;
  private Checkpoint latest;
  private long offset;
  private Proof proven;

  ReadPosition(Checkpoint from) {
    this.proven = new Proof(from.offset(), from.fingerprint(), 0);
    startAt(from);
  }

  /** Up to where it is read; behind {@link #latest} stands what is not complete yet. */
  long offset() {
    return offset;
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

  /** Bytes that were there for certain, and were not read. */
  long unreadForCertain() {
    return Math.max(0, proven.size() - offset);
  }

  void startAt(Checkpoint from) {
    ledger = new DeliveryLedger(from);
    latest = from;
    offset = from.offset();
  }

  /** What is not acknowledged is to be read again. */
  void rewind() {
    startAt(ledger.acknowledged());
  }

  /** What is not complete is to be read again. */
  void backToLatest() {
    offset = latest.offset();
  }

  DeliveryLedger.Piece openPiece() {
    return ledger.open();
  }

  /** A piece was read, up to this checkpoint. */
  void read(int taken, Checkpoint upTo, DeliveryLedger.Piece piece) {
    latest = upTo;
    piece.seal(upTo);
    offset += taken;
  }

  /** It was seen to go so far in an earlier run. */
  void wasProven(Proof earlier) {
    proven = earlier.size() > proven.size() ? earlier : proven;
  }

  /** What was not read cannot be read any more. */
  void abandonUnread(long modifiedAt) {
    proven = new Proof(latest.offset(), latest.fingerprint(), modifiedAt);
  }

  void proveAgain(FileChannel file, long size, long modifiedAt) throws IOException {
    proven = Proof.of(file, size, modifiedAt);
  }

  /** After reading: the bytes just before its end are known, or are looked at. */
  void noteProof(FileChannel file, long size, long modifiedAt) throws IOException {
    if (latest.offset() >= size) {
      abandonUnread(modifiedAt);
    } else if (proven.size() != size) {
      proveAgain(file, size, modifiedAt);
    }
  }

  /**
   * Whether the bytes that were read last still stand where they stood; all of it is proven then.
   */
  boolean isStillIn(FileChannel file, long modifiedAt) throws IOException {
    long length = file.size();
    boolean same =
        proven.holdsIn(file) && latest.fingerprint() == Fingerprint.at(file, latest.offset());
    if (same && length != proven.size()) {
      proveAgain(file, length, modifiedAt);
    }
    return same;
  }

  /** Whether what is in the buffer goes on with what was read. */
  boolean isProvenBy(ReadBuffer buffer, FileChannel file, long size) throws IOException {
    return size >= proven.size()
        && buffer.fingerprint(file, latest.offset()) == latest.fingerprint()
        && (size == proven.size() || proven.size() <= latest.offset() || proven.holdsIn(file));
  }
}
