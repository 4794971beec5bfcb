/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.util.TreeMap;

/**
 * Ids of a server's incidents that late evidence may still change: each generation keeps the one it
 * was given first, whatever evidence then moves its start to another day (docs/adr/0121).
 */
final class GivenIds {

  /**
   * @param day the incident was taken to begin on when it got its id, in days since 1970
   * @param numberOfDay the how many-th of that day
   */
  record Given(String id, long day, int numberOfDay) {}

  private final TreeMap<Integer, Given> byGeneration = new TreeMap<>();

  /** Null where this generation has none. */
  Given of(int generation) {
    return byGeneration.get(generation);
  }

  void keep(int generation, Given given) {
    byGeneration.put(generation, given);
  }

  /** Generations that nothing late can change any more have their id with them. */
  void settle(int generation) {
    byGeneration.headMap(generation, true).clear();
  }

  /**
   * Late evidence took away the incidents after this generation; others may come in their place.
   */
  void dropAfter(int generation) {
    byGeneration.tailMap(generation, false).clear();
  }

  void writeTo(StateWriter out) {
    out.each(
        byGeneration.entrySet(),
        (entry, writer) -> {
          writer.number(entry.getKey());
          writer.text(entry.getValue().id());
          writer.number(entry.getValue().day());
          writer.number(entry.getValue().numberOfDay());
        });
  }

  static GivenIds readFrom(StateReader in) {
    GivenIds read = new GivenIds();
    in.each(
        reader ->
            read.byGeneration.put(
                (int) reader.number(),
                new Given(reader.text(), reader.number(), (int) reader.number())));
    return read;
  }
}
