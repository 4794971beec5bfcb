/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The evidence of the last minutes in order of event time, whatever order it came in. Answers are
 * kept thin: of each front end and protocol the first and the last of a slot of time, without text.
 */
final class RecentEvidence {

  private static final int MAX_ANSWERS = 384;
  private static final int MAX_OTHERS = 512;
  private static final int WITH_TEXT = 24;
  private static final int PROOFS_WITH_TEXT = 12;

  /** As much as an incident shows. */
  private static final int PROOF_TEXT = 2_048;

  private static final int LONGEST_SLOT_SECONDS = 128;

  private final List<Evidence> others = new ArrayList<>();
  private final Map<Asker, Answers> answers = new HashMap<>();
  private int answerCount;
  private int slotSeconds = 1;
  private long thinned;

  private record Asker(String frontEnd, String protocol) {

    static Asker of(ProxiedRow row) {
      return new Asker(row.frontEnd(), row.protocol());
    }
  }

  /** What one front end was answered over one protocol, in order of time. */
  private static final class Answers {
    final List<ProxiedRow> rows = new ArrayList<>(4);

    /** Each has its own bounds of slots, so that together they tell of every second. */
    final long phase;

    Answers(Asker asker) {
      phase = Hash64.of(asker.frontEnd() + asker.protocol()) & (LONGEST_SLOT_SECONDS - 1);
    }
  }

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
      return addAnswer((ProxiedRow) evidence);
    }
    int place = placeOf(others, evidence);
    if (place < 0) {
      return Place.DUPLICATE;
    }
    others.add(place, others.size() < WITH_TEXT ? evidence : slim(evidence));
    return Place.KEPT;
  }

  /** An incident shows the first failure of each front end and of each protocol. */
  private boolean isFirstOfItsKind(ProxiedRow row) {
    boolean frontEndKnown = false;
    boolean protocolKnown = false;
    for (Evidence other : others) {
      if (other instanceof ProxiedRow known) {
        frontEndKnown |= known.frontEnd().equals(row.frontEnd());
        protocolKnown |= known.protocol().equals(row.protocol());
      }
    }
    return !frontEndKnown || !protocolKnown;
  }

  private Place addAnswer(ProxiedRow row) {
    Answers asked = answers.computeIfAbsent(Asker.of(row), Answers::new);
    List<ProxiedRow> known = asked.rows;
    int place = placeOf(known, row);
    if (place < 0) {
      return Place.DUPLICATE;
    }
    boolean followsSameSlot = place > 0 && sameSlot(asked.phase, known.get(place - 1), row);
    boolean precedesSameSlot = place < known.size() && sameSlot(asked.phase, known.get(place), row);
    if (followsSameSlot && precedesSameSlot) {
      return passProof(known, row, place) ? Place.PROOF_PASSED : Place.BETWEEN;
    }
    known.add(place, mayProveRecovery(known, place, row) ? row.slim(PROOF_TEXT) : row.slim());
    answerCount++;
    // The middle one of three in a slot goes.
    int middle = followsSameSlot ? place - 1 : place + 1;
    boolean third =
        (followsSameSlot || precedesSameSlot)
            && middle > 0
            && middle < known.size() - 1
            && sameSlot(asked.phase, known.get(middle - 1), known.get(middle))
            && sameSlot(asked.phase, known.get(middle), known.get(middle + 1));
    if (third) {
      passProof(known, known.remove(middle), middle);
      answerCount--;
    }
    if (answerCount > MAX_ANSWERS && slotSeconds < LONGEST_SLOT_SECONDS) {
      widen();
    }
    return Place.KEPT;
  }

  /**
   * What an answer proves stays, with the next of its slot, though it is not kept. Returns false
   * where the next proves as much.
   */
  private boolean passProof(List<ProxiedRow> known, ProxiedRow from, int to) {
    thinned++;
    ProxiedRow next = known.get(to);
    if (!from.provesAt().isAfter(next.provesAt())) {
      return false;
    }
    known.set(to, next.begunAt(from.provesAt()));
    return true;
  }

  /** The first answer after something else is the one that an incident shows. */
  private boolean mayProveRecovery(List<ProxiedRow> known, int place, ProxiedRow row) {
    int before = othersBefore(row.at());
    if (before == 0 || (place > 0 && othersBefore(known.get(place - 1).at()) == before)) {
      return false;
    }
    int withText = 0;
    for (Answers asked : answers.values()) {
      for (ProxiedRow answer : asked.rows) {
        withText += answer.source().text().isEmpty() ? 0 : 1;
      }
    }
    return withText < PROOFS_WITH_TEXT;
  }

  private void widen() {
    slotSeconds *= 2;
    answerCount = 0;
    for (Answers asked : answers.values()) {
      List<ProxiedRow> rows = asked.rows;
      List<ProxiedRow> kept = new ArrayList<>();
      for (int i = 0; i < rows.size(); i++) {
        boolean first = i == 0 || !sameSlot(asked.phase, rows.get(i - 1), rows.get(i));
        boolean last = i == rows.size() - 1 || !sameSlot(asked.phase, rows.get(i), rows.get(i + 1));
        if (first || last) {
          kept.add(rows.get(i));
        } else {
          passProof(rows, rows.get(i), i + 1);
        }
      }
      rows.clear();
      rows.addAll(kept);
      answerCount += kept.size();
    }
  }

  /** Slots end where something else happened, so that what stands before and after it is kept. */
  private boolean sameSlot(long phase, ProxiedRow one, ProxiedRow other) {
    long slotOfOne = Math.floorDiv(one.at().getEpochSecond() + phase, slotSeconds);
    long slotOfOther = Math.floorDiv(other.at().getEpochSecond() + phase, slotSeconds);
    return slotOfOne == slotOfOther && othersBefore(one.at()) == othersBefore(other.at());
  }

  private int othersBefore(Instant moment) {
    int count = others.size();
    while (count > 0 && others.get(count - 1).at().isAfter(moment)) {
      count--;
    }
    return count;
  }

  private static int placeOf(List<? extends Evidence> sorted, Evidence evidence) {
    int place = sorted.size();
    while (place > 0) {
      int order = EvidenceOrder.ORDER.compare(sorted.get(place - 1), evidence);
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

  /** The object that is kept for this evidence. */
  Evidence kept(Evidence evidence) {
    if (EvidenceOrder.isAnswer(evidence)) {
      ProxiedRow row = (ProxiedRow) evidence;
      return find(answers.get(Asker.of(row)).rows, evidence);
    }
    return find(others, evidence);
  }

  private static Evidence find(List<? extends Evidence> in, Evidence wanted) {
    for (int i = in.size() - 1; i >= 0; i--) {
      if (EvidenceOrder.ORDER.compare(in.get(i), wanted) == 0) {
        return in.get(i);
      }
    }
    return wanted;
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
    return others.size() + answerCount;
  }

  /** How many answers were not kept because others of their slot tell the same. */
  long thinned() {
    return thinned;
  }

  /** True when there is more than may be kept. */
  boolean isFull() {
    return others.size() > MAX_OTHERS || answerCount > MAX_ANSWERS;
  }

  /** All of it in order. */
  List<Evidence> all() {
    List<Evidence> all = new ArrayList<>(others);
    answers.values().forEach(asked -> all.addAll(asked.rows));
    all.sort(EvidenceOrder.ORDER);
    return all;
  }

  /** Takes out what is older than that, in order. */
  List<Evidence> takeBefore(Instant moment) {
    List<Evidence> taken = new ArrayList<>();
    takeBefore(others, moment, taken);
    for (Answers asked : answers.values()) {
      answerCount -= takeBefore(asked.rows, moment, taken);
    }
    answers.values().removeIf(asked -> asked.rows.isEmpty());
    if (answerCount < MAX_ANSWERS / 4 && slotSeconds > 1) {
      slotSeconds /= 2;
    }
    taken.sort(EvidenceOrder.ORDER);
    return taken;
  }

  private static int takeBefore(
      List<? extends Evidence> from, Instant moment, List<Evidence> into) {
    int count = 0;
    while (count < from.size() && from.get(count).at().isBefore(moment)) {
      into.add(from.get(count));
      count++;
    }
    from.subList(0, count).clear();
    return count;
  }

  /** The moment before which a quarter of it lies, for when there is too much. */
  Instant quarter() {
    List<Evidence> all = all();
    return all.get(all.size() / 4).at().plus(Duration.ofMillis(1));
  }

  private Evidence slim(Evidence evidence) {
    if (evidence instanceof ProxiedRow row) {
      return isFirstOfItsKind(row) ? row.slim(PROOF_TEXT) : row.slim();
    }
    return evidence;
  }

  void writeTo(StateWriter out) {
    EvidenceWriter writer = new EvidenceWriter();
    for (Evidence evidence : all()) {
      writer.add(evidence);
    }
    writer.writeTo(out);
    out.number(slotSeconds);
    out.number(thinned);
  }

  static RecentEvidence readFrom(StateReader in) {
    RecentEvidence recent = new RecentEvidence();
    List<Evidence> all = EvidenceReading.of(in);
    recent.slotSeconds = (int) in.number();
    long thinned = in.number();
    for (Evidence evidence : all) {
      recent.add(evidence);
    }
    recent.thinned = thinned;
    return recent;
  }
}
