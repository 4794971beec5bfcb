/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** In which order evidence is judged, and what follows for lists that are in that order. */
final class EvidenceOrder {

  /** Time, then what explains before what fails before what succeeds, then the place. */
  static final Comparator<Evidence> ORDER = EvidenceOrder::compare;

  private EvidenceOrder() {}

  private static int compare(Evidence one, Evidence other) {
    int order = one.at().compareTo(other.at());
    if (order == 0) {
      order = Integer.compare(rank(one), rank(other));
    }
    if (order != 0) {
      return order;
    }
    Source source = sourceOf(one);
    Source otherSource = sourceOf(other);
    order = source.file().compareTo(otherSource.file());
    return order == 0 ? Long.compare(source.offset(), otherSource.offset()) : order;
  }

  /** True for evidence whose order matters. */
  static boolean keeps(Evidence evidence) {
    return rank(evidence) < 9;
  }

  /** True for an answer of the back end, which may be thinned out. */
  static boolean isAnswer(Evidence evidence) {
    return rank(evidence) == 3;
  }

  private static int rank(Evidence evidence) {
    if (evidence instanceof Evidence.WindowsEvent) {
      return 0;
    }
    if (evidence instanceof Evidence.Snapshot || evidence instanceof Evidence.TlsProbe) {
      return 1;
    }
    if (!(evidence instanceof ProxiedRow row)) {
      return 9;
    }
    if (row.outcome().provesTls()) {
      return 3;
    }
    return row.outcome().suspectsTls()
            || row.outcome() == ProxiedOutcome.UNREACHABLE
            || row.outcome() == ProxiedOutcome.KEEP_ALIVE_LOST
        ? 2
        : 9;
  }

  static Source sourceOf(Evidence evidence) {
    if (evidence instanceof Evidence.WindowsEvent event) {
      return event.source();
    }
    if (evidence instanceof Evidence.TlsProbe probe) {
      return probe.source();
    }
    return evidence instanceof Evidence.Snapshot snapshot
        ? snapshot.source()
        : ((ProxiedRow) evidence).source();
  }

  /** Where it belongs among what is in order; negative where it is there already. */
  static int placeOf(List<? extends Evidence> sorted, Evidence evidence) {
    int place = sorted.size();
    while (place > 0) {
      int order = ORDER.compare(sorted.get(place - 1), evidence);
      if (order == 0) {
        return -1;
      }
      if (order < 0) {
        break;
      }
      place--;
    }
    return place;
  }

  /** The one that is the same record; itself where there is none. */
  static Evidence find(List<? extends Evidence> in, Evidence wanted) {
    for (int i = in.size() - 1; i >= 0; i--) {
      if (ORDER.compare(in.get(i), wanted) == 0) {
        return in.get(i);
      }
    }
    return wanted;
  }

  /** Moves what is older than that; returns how many these were. */
  static int takeBefore(List<? extends Evidence> sorted, Instant moment, List<Evidence> into) {
    int count = 0;
    while (count < sorted.size() && sorted.get(count).at().isBefore(moment)) {
      into.add(sorted.get(count));
      count++;
    }
    sorted.subList(0, count).clear();
    return count;
  }
}
