/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

/**
 * Hashes of the request ids that a back end logged last, for a failed row that comes later.
 * Bounded: the oldest is forgotten for the newest.
 */
final class RecentIds {

  private static final int KEPT = 128;

  private final long[] ids = new long[KEPT];
  private int next;

  void add(long id) {
    ids[next] = id;
    next = (next + 1) % KEPT;
  }

  boolean contains(long wanted) {
    for (long id : ids) {
      if (id == wanted) {
        return true;
      }
    }
    return false;
  }

  void writeTo(StateWriter out) {
    for (long id : ids) {
      out.number(id);
    }
    out.number(next);
  }

  static RecentIds readFrom(StateReader in) {
    RecentIds read = new RecentIds();
    for (int i = 0; i < KEPT; i++) {
      read.ids[i] = in.number();
    }
    read.next = (int) in.number();
    return read;
  }
}
