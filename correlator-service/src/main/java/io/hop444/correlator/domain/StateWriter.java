/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Instant;
import java.util.Collection;
import java.util.function.BiConsumer;

/** Takes the parts of a state in order; {@link StateReader} gives them back in the same order. */
public interface StateWriter {

  /** May be null. */
  void text(String value);

  void number(long value);

  void flag(boolean value);

  /** May be null. */
  default void time(Instant value) {
    flag(value != null);
    if (value != null) {
      number(value.toEpochMilli());
    }
  }

  /** By its name, so that constants may be added and moved. */
  default void constant(Enum<?> value) {
    text(value.name());
  }

  default void longs(LongSet set) {
    set.writeSorted(this);
  }

  /** Writes how many there are, then each. */
  default <T> void each(Collection<T> values, BiConsumer<T, StateWriter> part) {
    number(values.size());
    for (T value : values) {
      part.accept(value, this);
    }
  }

  /** Writes whether it is there, then it. */
  default <T> void optional(T value, BiConsumer<T, StateWriter> part) {
    flag(value != null);
    if (value != null) {
      part.accept(value, this);
    }
  }
}
