/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * When some requests of the last minutes ended by one log. Which are kept their ids decide, so that
 * two logs keep the same: all where there are few, else one of two, of four, of eight.
 */
final class SampledEnds {

  private static final int MAX = 32;

  /** Clocks of a domain differ by less, or nobody could log on: Kerberos refuses it. */
  private static final Duration REACH = Duration.ofMinutes(5);

  /** A request that ended then. */
  record End(int id, Instant at, String frontEnd) {}

  private final List<End> ends = new ArrayList<>();

  /** One of so many is kept; a power of two. */
  private long oneOf = 1;

  /**
   * @param frontEnd that asked; null where the log does not tell
   */
  void add(long id, Instant at, String frontEnd) {
    if (isLeftOut(id)) {
      return;
    }
    if (ends.size() == MAX) {
      if (ends.get(0).at().isAfter(at.minus(REACH))) {
        oneOf *= 2;
        ends.removeIf(end -> isLeftOut(end.id()));
      } else {
        ends.remove(0);
      }
    } else if (oneOf > 1 && !ends.isEmpty() && ends.get(0).at().isBefore(at.minus(REACH))) {
      oneOf /= 2;
      ends.removeIf(end -> end.at().isBefore(at.minus(REACH)));
    }
    if (!isLeftOut(id) && ends.size() < MAX) {
      ends.add(new End((int) id, at, frontEnd));
    }
  }

  private boolean isLeftOut(long id) {
    return (id & (oneOf - 1)) != 0;
  }

  /** Null where it is not kept. */
  End find(long id) {
    if (isLeftOut(id)) {
      return null;
    }
    for (int i = ends.size() - 1; i >= 0; i--) {
      if (ends.get(i).id() == (int) id) {
        return ends.get(i);
      }
    }
    return null;
  }

  void writeTo(StateWriter out) {
    out.number(oneOf);
    List<String> frontEnds = ends.stream().map(End::frontEnd).distinct().toList();
    out.each(frontEnds, (frontEnd, writer) -> writer.text(frontEnd));
    out.number(ends.size());
    long last = 0;
    for (End end : ends) {
      out.number(end.id());
      out.number(end.at().toEpochMilli() - last);
      last = end.at().toEpochMilli();
      out.number(frontEnds.indexOf(end.frontEnd()));
    }
  }

  void readFrom(StateReader in) {
    oneOf = in.number();
    List<String> frontEnds = in.each(StateReader::text);
    long last = 0;
    for (long i = in.number(); i > 0; i--) {
      int id = (int) in.number();
      last += in.number();
      ends.add(new End(id, Instant.ofEpochMilli(last), frontEnds.get((int) in.number())));
    }
  }
}
