/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import io.hop444.schemas.EncodedRecord;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Ships the records of all logs in order of event time, as far as a log is itself in order. Without
 * it a backlog would leave log by log: hours of one front end's successes before the failures of
 * another. A record waits here only while another log, that has more to read, may still give an
 * older one (docs/adr/0007). Used by the tailer's thread.
 */
final class EventTimeOrder implements Shipping {

  /** Records that wait at most; beyond it no more is read until some have left. */
  private static final int MAX_WAITING = 20_000;

  /** Records that leave before checkpoints, listing and progress have their turn. */
  private static final int MAX_OF_A_ROUND = 20_000;

  /** Records that leave before it is asked again whether there is room. */
  private static final int MAX_AT_ONCE = 64;

  private record Waiting(EncodedRecord made, Runnable delivered, long time) {}

  /** The records of one log, in the order of its files. */
  private static final class Lane {
    private final FollowedLog log;
    private final int number;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private long latest = Long.MIN_VALUE;

    Lane(FollowedLog log, int number) {
      this.log = log;
      this.number = number;
    }

    long headTime() {
      return waiting.element().time();
    }

    static int compareHeads(Lane one, Lane other) {
      int byTime = Long.compare(one.headTime(), other.headTime());
      return byTime != 0 ? byTime : Integer.compare(one.number, other.number);
    }
  }

  private final Shipping next;
  private final Map<FollowedLog, Lane> lanes = new HashMap<>();
  private Lane current;
  private int waiting;

  EventTimeOrder(Shipping next) {
    this.next = next;
  }

  /** What is shipped from now on was read from this log. */
  void reading(FollowedLog log) {
    current = lanes.computeIfAbsent(log, of -> new Lane(of, lanes.size()));
  }

  /** Whether records of this log wait. */
  boolean holds(FollowedLog log) {
    Lane lane = lanes.get(log);
    return lane != null && !lane.waiting.isEmpty();
  }

  /** Whether any record waits. */
  boolean holdsAny() {
    return waiting > 0;
  }

  @Override
  public boolean hasRoom() {
    return next.hasRoom() && waiting < MAX_WAITING;
  }

  @Override
  public void ship(EncodedRecord made, Runnable delivered) {
    if (made.millis() != EncodedRecord.NO_TIME) {
      current.latest = made.millis();
    }
    current.waiting.add(new Waiting(made, delivered, current.latest));
    waiting++;
  }

  @Override
  public long losses() {
    return next.losses();
  }

  /**
   * Lets the oldest records go while there is room, but not for ever: others want a turn.
   *
   * @param readOn reads more of a log whose records have all gone, if it has more
   */
  void release(Consumer<FollowedLog> readOn) {
    PriorityQueue<Lane> byTime = new PriorityQueue<>(Lane::compareHeads);
    lanes.values().stream().filter(lane -> !lane.waiting.isEmpty()).forEach(byTime::add);
    for (int gone = 0; !byTime.isEmpty() && gone < MAX_OF_A_ROUND && next.hasRoom(); ) {
      Lane oldest = byTime.remove();
      gone += release(oldest, byTime.peek());
      if (oldest.waiting.isEmpty()) {
        readOn.accept(oldest.log);
      }
      if (!oldest.waiting.isEmpty()) {
        byTime.add(oldest);
      }
    }
  }

  /** Lets records of one lane go, up to the head of the one that follows. */
  private int release(Lane lane, Lane follows) {
    int gone = 0;
    do {
      Waiting record = lane.waiting.remove();
      next.ship(record.made(), record.delivered());
      gone++;
    } while (gone < MAX_AT_ONCE
        && !lane.waiting.isEmpty()
        && (follows == null || Lane.compareHeads(lane, follows) <= 0));
    waiting -= gone;
    return gone;
  }

  /** Forgets what waits: it is going to be read again. */
  void clear() {
    lanes.values().forEach(lane -> lane.waiting.clear());
    waiting = 0;
  }
}
