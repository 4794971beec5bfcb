/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The records an incident shows, each once, up to a bound. */
final class ShownEvidence {

  private static final int MAX_EVIDENCE = 40;
  private static final int TEXT_KEPT = 2_048;

  private final List<Source> shown = new ArrayList<>();

  /** Returns false where it is there, there are enough, or it is null. */
  boolean add(Source source) {
    if (source == null || shown.size() >= MAX_EVIDENCE) {
      return false;
    }
    for (Source other : shown) {
      if (other.offset() == source.offset() && other.file().equals(source.file())) {
        return false;
      }
    }
    shown.add(source.cutTo(TEXT_KEPT));
    return true;
  }

  /** Records that stand here without their text get it from there. */
  void takeTextsOf(ShownEvidence others) {
    for (int i = 0; i < shown.size(); i++) {
      Source source = shown.get(i);
      if (source.text().isEmpty()) {
        for (Source other : others.shown) {
          if (other.offset() == source.offset() && other.file().equals(source.file())) {
            shown.set(i, other);
          }
        }
      }
    }
  }

  List<Source> inOrderOfTime() {
    List<Source> sorted = new ArrayList<>(shown);
    sorted.sort(Comparator.comparing(Source::time).thenComparing(Source::file));
    return sorted;
  }

  void writeTo(StateWriter out) {
    out.each(shown, Source::writeTo);
  }

  void readFrom(StateReader in) {
    shown.addAll(in.each(Source::readFrom));
  }
}
