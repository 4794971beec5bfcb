/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The evidence of the last minutes in order of event time, whatever order it came in. Answers are
 * thinned out.
 */
final class RecentEvidence {

  private static final int MAX_OTHERS = 512;
  private static final int WITH_TEXT = 24;

  private final List<Evidence> others = new ArrayList<>();
  private final ThinnedAnswers answers = new ThinnedAnswers(this::othersBefore);

  /** What became of a record. */
  enum Place {
    /** It is kept. */
    KEPT,
    /** An answer that tells nothing which its neighbours do not. */
    BETWEEN,
    /** The same, but the next one proves a later moment now, which it had from this one. */
    PROOF_PASSED,
    /** It was there. */
    DUPLICATE
  }

  Place add(Evidence evidence) {
    if (EvidenceOrder.isAnswer(evidence)) {
      return answers.add((ProxiedRow) evidence);
    }
    int place = EvidenceOrder.placeOf(others, evidence);
    if (place < 0) {
      return Place.DUPLICATE;
    }
    others.add(place, evidence);
    for (int i = Math.max(place, WITH_TEXT); i < others.size(); i++) {
      cutText(i);
    }
    return Place.KEPT;
  }

  /** What is not among the first loses its text. */
  private void cutText(int place) {
    if (others.get(place) instanceof ProxiedRow row && !row.source().text().isEmpty()) {
      others.set(
          place, isFirstOfItsKind(row, place) ? row.slim(ThinnedAnswers.PROOF_TEXT) : row.slim());
    }
  }

  private int othersBefore(Instant moment) {
    int count = others.size();
    while (count > 0 && others.get(count - 1).at().isAfter(moment)) {
      count--;
    }
    return count;
  }

  /** The object that is kept for this evidence. */
  Evidence kept(Evidence evidence) {
    return EvidenceOrder.isAnswer(evidence)
        ? answers.kept((ProxiedRow) evidence)
        : EvidenceOrder.find(others, evidence);
  }

  /** A request that the back end logged after all: its connection died, its TLS had completed. */
  boolean disprove(long requestHash) {
    for (int i = 0; i < others.size(); i++) {
      if (others.get(i) instanceof ProxiedRow row
          && row.requestId() != null
          && row.outcome() != ProxiedOutcome.KEEP_ALIVE_LOST
          && Hash64.of(row.requestId()) == requestHash) {
        others.set(i, row.as(ProxiedOutcome.KEEP_ALIVE_LOST));
        return true;
      }
    }
    return false;
  }

  /** True when nothing is there from that moment on but answers and probes that found all well. */
  boolean isPeacefulSince(Instant moment) {
    for (int i = others.size() - 1; i >= 0 && !others.get(i).at().isBefore(moment); i--) {
      if (!(others.get(i) instanceof Evidence.TlsProbe probe && probe.isCalm())) {
        return false;
      }
    }
    return true;
  }

  int size() {
    return others.size() + answers.size();
  }

  /** How many answers were not kept because others of their slot tell the same. */
  long thinned() {
    return answers.thinned();
  }

  /** True when there is more than may be kept. */
  boolean isFull() {
    return others.size() > MAX_OTHERS || answers.isFull();
  }

  /** All of it in order. */
  List<Evidence> all() {
    List<Evidence> all = new ArrayList<>(others);
    answers.addTo(all);
    all.sort(EvidenceOrder.ORDER);
    return all;
  }

  /** Takes out what is older than that, in order. */
  List<Evidence> takeBefore(Instant moment) {
    List<Evidence> taken = new ArrayList<>();
    EvidenceOrder.takeBefore(others, moment, taken);
    answers.takeBefore(moment, taken);
    taken.sort(EvidenceOrder.ORDER);
    return taken;
  }

  /** The moment before which a quarter of it lies, for when there is too much. */
  Instant quarter() {
    List<Evidence> all = all();
    return all.get(all.size() / 4).at().plus(Duration.ofMillis(1));
  }

  /** An incident shows the first failure of each front end and of each protocol. */
  private boolean isFirstOfItsKind(ProxiedRow row, int place) {
    boolean frontEndKnown = false;
    boolean protocolKnown = false;
    for (int i = 0; i < place && !(frontEndKnown && protocolKnown); i++) {
      if (others.get(i) instanceof ProxiedRow known) {
        frontEndKnown |= known.frontEnd().equals(row.frontEnd());
        protocolKnown |= known.protocol().equals(row.protocol());
      }
    }
    return !frontEndKnown || !protocolKnown;
  }

  void writeTo(StateWriter out) {
    EvidenceWriter writer = new EvidenceWriter();
    for (Evidence evidence : all()) {
      writer.add(evidence);
    }
    writer.writeTo(out);
    out.number(answers.slotSeconds());
    out.number(answers.thinned());
  }

  static RecentEvidence readFrom(StateReader in) {
    RecentEvidence recent = new RecentEvidence();
    List<Evidence> all = EvidenceReading.of(in);
    recent.answers.slotSeconds((int) in.number());
    long thinned = in.number();
    for (Evidence evidence : all) {
      recent.add(evidence);
    }
    recent.answers.thinned(thinned);
    return recent;
  }
}
