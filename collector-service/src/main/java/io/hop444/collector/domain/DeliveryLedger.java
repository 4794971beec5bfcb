/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.domain;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Which pieces of one file are acknowledged by Kafka. Records of a piece may be acknowledged in any
 * order and by any thread; the checkpoint moves over a piece only when all its records, and all
 * records before it, are.
 */
public final class DeliveryLedger {

  private final Deque<Piece> open = new ArrayDeque<>();
  private Checkpoint acknowledged;

  /** A ledger that starts where an earlier one was acknowledged. */
  public DeliveryLedger(Checkpoint acknowledged) {
    this.acknowledged = acknowledged;
  }

  /** Opens the next piece. It counts as unacknowledged until it is sealed. */
  public synchronized Piece open() {
    Piece piece = new Piece();
    open.addLast(piece);
    return piece;
  }

  /** The checkpoint behind the last piece up to which everything is acknowledged. */
  public synchronized Checkpoint acknowledged() {
    return acknowledged;
  }

  /** Whether nothing is waiting for an acknowledgement. */
  public synchronized boolean isSettled() {
    return open.isEmpty();
  }

  private synchronized void settle() {
    while (!open.isEmpty() && open.peekFirst().isDelivered()) {
      acknowledged = open.removeFirst().behind;
    }
  }

  /** The records of one piece of the file. */
  public final class Piece {

    /** More than the records of any piece, so that only a sealed one can come to nothing. */
    private static final int UNSEALED = 1 << 30;

    private final AtomicInteger waiting = new AtomicInteger(UNSEALED);
    private int added;

    private volatile Checkpoint behind;

    private Piece() {}

    /** A record of this piece is on its way to Kafka. Called by the thread that seals the piece. */
    public void add() {
      added++;
    }

    /** A record of this piece was acknowledged. */
    public void delivered() {
      if (waiting.decrementAndGet() == 0) {
        settle();
      }
    }

    /** The piece is complete; {@code checkpoint} holds once it is delivered. */
    public void seal(Checkpoint checkpoint) {
      behind = checkpoint;
      if (waiting.addAndGet(added - UNSEALED) == 0) {
        settle();
      }
    }

    private boolean isDelivered() {
      return waiting.get() == 0;
    }
  }
}
