/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.engine;

import java.io.IOException;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Tasks in the order of their time; tasks of the same time in the order they were added. */
final class Agenda {

  /** Something to do at a moment in microseconds since 1970. */
  interface Task {
    void run(long micros) throws IOException;
  }

  private record Entry(long micros, long number, Task task) {}

  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparingLong(Entry::micros).thenComparingLong(Entry::number));
  private long added;

  void at(long micros, Task task) {
    entries.add(new Entry(micros, added++, task));
  }

  /** Runs all tasks that are due before {@code micros}. */
  void runUntil(long micros) throws IOException {
    for (Entry next = entries.peek();
        next != null && next.micros() < micros;
        next = entries.peek()) {
      entries.poll();
      next.task().run(next.micros());
    }
  }
}
