/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

/**
 * Hashes of the request ids that a back end logged last, for a failed row that comes later.
 * Bounded: the oldest is forgotten for the newest. Half of each hash is enough: one failed request
 * of thirty million would be mistaken for one of them.
 */
final class RecentIds {

  private static final int KEPT = 128;

  private final int[] ids = new int[KEPT];
  private int next;

  void add(long id) {
    ids[next] = (int) id;
    next = (next + 1) % KEPT;
  }

  boolean contains(long wanted) {
    for (int id : ids) {
      if (id == (int) wanted) {
        return true;
      }
    }
    return false;
  }

  void writeTo(StateWriter out) {
    for (int id : ids) {
      out.number(id);
    }
    out.number(next);
  }

  static RecentIds readFrom(StateReader in) {
    RecentIds read = new RecentIds();
    for (int i = 0; i < KEPT; i++) {
      read.ids[i] = (int) in.number();
    }
    read.next = (int) in.number();
    return read;
  }
}
