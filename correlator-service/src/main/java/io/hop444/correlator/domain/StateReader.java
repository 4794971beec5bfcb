/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Gives back what a {@link StateWriter} took. */
public interface StateReader {

  String text();

  long number();

  boolean flag();

  default Instant time() {
    return flag() ? Instant.ofEpochMilli(number()) : null;
  }

  default <E extends Enum<E>> E constant(Class<E> type) {
    return Enum.valueOf(type, text());
  }

  default LongSet longs(int bound) {
    return LongSet.readSorted(this, bound);
  }

  default <T> List<T> each(Function<StateReader, T> part) {
    int count = (int) number();
    List<T> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(part.apply(this));
    }
    return values;
  }

  /** Null when it is not there. */
  default <T> T optional(Function<StateReader, T> part) {
    return flag() ? part.apply(this) : null;
  }
}
