/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * The answers of the last minutes, thin: of each front end and protocol the first and the last of a
 * slot of time, without text. Slots grow with the number of answers.
 */
final class ThinnedAnswers {

  private static final int MAX = 384;
  private static final int PROOFS_WITH_TEXT = 48;

  /** As much as an incident shows. */
  static final int PROOF_TEXT = 2_048;

  private static final int LONGEST_SLOT_SECONDS = 128;

  private final Map<Asker, Answers> answers = new HashMap<>();
  private final ToIntFunction<Instant> othersBefore;
  private int size;
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

  /**
   * @param othersBefore how much that is no answer happened up to a moment: slots end there, so
   *     that what stands before and after it is kept
   */
  ThinnedAnswers(ToIntFunction<Instant> othersBefore) {
    this.othersBefore = othersBefore;
  }

  RecentEvidence.Place add(ProxiedRow row) {
    Answers asked = answers.computeIfAbsent(Asker.of(row), Answers::new);
    List<ProxiedRow> known = asked.rows;
    int place = EvidenceOrder.placeOf(known, row);
    if (place < 0) {
      return RecentEvidence.Place.DUPLICATE;
    }
    boolean followsSameSlot = place > 0 && sameSlot(asked.phase, known.get(place - 1), row);
    boolean precedesSameSlot = place < known.size() && sameSlot(asked.phase, known.get(place), row);
    if (followsSameSlot && precedesSameSlot) {
      return passProof(known, row, place)
          ? RecentEvidence.Place.PROOF_PASSED
          : RecentEvidence.Place.BETWEEN;
    }
    known.add(place, mayProveRecovery(known, place, row) ? row.slim(PROOF_TEXT) : row.slim());
    size++;
    if (place > 0 && place == known.size() - 1) {
      cutText(known, place - 1);
    }
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
      size--;
    }
    if (size > MAX && slotSeconds < LONGEST_SLOT_SECONDS) {
      widen();
    }
    return RecentEvidence.Place.KEPT;
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
    known.set(to, next.begunAt(from.provesAt().plus(next.ahead())));
    return true;
  }

  /** What was the last until now need not be the one that an incident shows. */
  private void cutText(List<ProxiedRow> known, int place) {
    ProxiedRow row = known.get(place);
    if (!row.source().text().isEmpty() && !isFirstAfterOthers(known, place, row)) {
      known.set(place, row.slim());
    }
  }

  private boolean isFirstAfterOthers(List<ProxiedRow> known, int place, ProxiedRow row) {
    int before = othersBefore.applyAsInt(row.at());
    return before > 0
        && (place == 0 || othersBefore.applyAsInt(known.get(place - 1).at()) < before);
  }

  /**
   * The first answer after something else is the one that an incident shows; or the last, where
   * that comes late.
   */
  private boolean mayProveRecovery(List<ProxiedRow> known, int place, ProxiedRow row) {
    boolean last = place == known.size() && othersBefore.applyAsInt(row.at()) > 0;
    if (!last && !isFirstAfterOthers(known, place, row)) {
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
    size = 0;
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
      size += kept.size();
    }
  }

  private boolean sameSlot(long phase, ProxiedRow one, ProxiedRow other) {
    long slotOfOne = Math.floorDiv(one.at().getEpochSecond() + phase, slotSeconds);
    long slotOfOther = Math.floorDiv(other.at().getEpochSecond() + phase, slotSeconds);
    return slotOfOne == slotOfOther
        && othersBefore.applyAsInt(one.at()) == othersBefore.applyAsInt(other.at());
  }

  /** The object that is kept for this answer, which was added. */
  Evidence kept(ProxiedRow row) {
    return EvidenceOrder.find(answers.get(Asker.of(row)).rows, row);
  }

  int size() {
    return size;
  }

  /** True when there are more than may be kept. */
  boolean isFull() {
    return size > MAX;
  }

  /** How many were not kept because others of their slot tell the same. */
  long thinned() {
    return thinned;
  }

  /** All of them, in no order. */
  void addTo(List<Evidence> all) {
    answers.values().forEach(asked -> all.addAll(asked.rows));
  }

  /** Takes out what is older than that, in no order. */
  void takeBefore(Instant moment, List<Evidence> into) {
    for (Answers asked : answers.values()) {
      size -= EvidenceOrder.takeBefore(asked.rows, moment, into);
    }
    answers.values().removeIf(asked -> asked.rows.isEmpty());
    if (size < MAX / 4 && slotSeconds > 1) {
      slotSeconds /= 2;
    }
  }

  int slotSeconds() {
    return slotSeconds;
  }

  /** Before what was kept is added again. */
  void slotSeconds(int seconds) {
    slotSeconds = seconds;
  }

  /** After that. */
  void thinned(long count) {
    thinned = count;
  }
}
