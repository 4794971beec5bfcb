/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import io.hop444.correlator.domain.Evidence.FrontEndSignal.Kind;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;

/**
 * Which cause the front ends' Schannel gives for the refusals of an incident. Its events name no
 * server, but one stands beside the very request that was refused, by the same clock. Where those
 * front ends refuse one back end alone, it is the one that is meant. Where they refuse several, an
 * event counts for a back end only beside its own refusals, and these must have more such
 * neighbours than chance gives them.
 *
 * @param event the last of that kind
 */
record SaidCause(Kind kind, Source event) {

  /** What is said stands this close to the first refusal that it may explain. */
  static final int LEAD_SECONDS = 30;

  /** An event that stands beside none of the refusals waits for those of others so long. */
  private static final int OTHERS_SECONDS = 5;

  /** An event is written when the handshake ends, the row when its request does. */
  static final long BEFORE = 500;

  static final long AFTER = 100;

  /** The same where the event's time is cut or rounded to seconds, as some shippers do. */
  static final long BEFORE_OF_SECONDS = 1_500;

  static final long AFTER_OF_SECONDS = 600;

  /** So many times likelier than by chance, as a natural logarithm: some fifty times. */
  private static final double SURE = 4;

  /** What was named is kept while chance is not about as likely. */
  private static final double STILL_LIKELY = 1;

  /** So many of the refusals have such an event at least; not every one is written or shipped. */
  private static final double SHARE = 0.25;

  /** Where events are so dense that chance explains all, nearly all refusals must have one. */
  private static final double DENSE = 0.8;

  private static final double NEARLY_ALL = 0.9;
  static final int ENOUGH = 8;

  /** Null where nothing is said, or it is not known of whom. */
  static SaidCause of(BackEndState state) {
    IncidentCase incident = state.incident;
    if (state.says.isNothing()) {
      return null;
    }
    Set<String> frontEnds = incident.frontEnds.names();
    Instant since = incident.phase.beganAt.minusSeconds(LEAD_SECONDS);
    Neighbours expired = Neighbours.of(state, Kind.SAYS_EXPIRED);
    Neighbours untrusted = Neighbours.of(state, Kind.SAYS_UNTRUSTED);
    Neighbours more = untrusted.likelihood() > expired.likelihood() ? untrusted : expired;
    if (more.areNoChance(isNamed(incident.verdict, more.kind))) {
      return new SaidCause(more.kind, lastSince(state, more.kind, since));
    }
    if (state.trust.anyRefusesElsewhere(frontEnds, incident.phase.beganAt)) {
      return null;
    }
    for (Kind kind : new Kind[] {Kind.SAYS_EXPIRED, Kind.SAYS_UNTRUSTED}) {
      Source said = lastSince(state, kind, since);
      boolean beside = (kind == Kind.SAYS_EXPIRED ? expired : untrusted).beside > 0;
      if (said != null && (beside || isOldEnough(state, kind, since))) {
        return new SaidCause(kind, said);
      }
    }
    return null;
  }

  /** What a front end that failed said last, since then; null when none did. */
  private static Source lastSince(BackEndState state, Kind kind, Instant since) {
    for (String frontEnd : state.incident.frontEnds.names()) {
      Source said = state.says.last(kind, frontEnd);
      if (said != null && !said.time().minus(state.clocks.aheadOf(frontEnd)).isBefore(since)) {
        return said;
      }
    }
    return null;
  }

  /** Others would have been refused by now, if it were about them. */
  private static boolean isOldEnough(BackEndState state, Kind kind, Instant since) {
    Instant until = state.incident.lastFailureAt.minusSeconds(OTHERS_SECONDS);
    return state.incident.frontEnds.names().stream()
        .anyMatch(
            frontEnd -> {
              long ahead = state.clocks.aheadOf(frontEnd).toMillis();
              return state.says.saidBy(
                          kind,
                          frontEnd,
                          since.toEpochMilli() + ahead,
                          until.toEpochMilli() + ahead)
                      .length
                  > 0;
            });
  }

  private static boolean isNamed(Verdict verdict, Kind kind) {
    return verdict != null
        && verdict.said() != null
        && verdict.cause() == (kind == Kind.SAYS_EXPIRED ? Cause.EXPIRED : Cause.UNTRUSTED);
  }

  /** How many refusals have an event of a kind beside them, and how many would by chance. */
  private static final class Neighbours {

    private final Kind kind;
    private int refusals;
    private int beside;
    private double byChance;

    private Neighbours(Kind kind) {
      this.kind = kind;
    }

    static Neighbours of(BackEndState state, Kind kind) {
      Neighbours neighbours = new Neighbours(kind);
      long began = state.incident.phase.beganAt.toEpochMilli() - BEFORE_OF_SECONDS;
      for (String frontEnd : state.incident.frontEnds.names()) {
        long ahead = state.clocks.aheadOf(frontEnd).toMillis();
        neighbours.count(state.says, frontEnd, state.says.knownFrom(began + ahead));
      }
      return neighbours;
    }

    /** Up to its last event: later ones may not be collected yet. */
    private void count(FrontEndSays says, String frontEnd, long from) {
      long last = Long.MIN_VALUE;
      long[] events = {};
      for (Kind each : new Kind[] {Kind.SAYS_EXPIRED, Kind.SAYS_UNTRUSTED}) {
        long[] said = says.saidBy(each, frontEnd, from, Long.MAX_VALUE - 1);
        events = each == kind ? said : events;
        last = said.length == 0 ? last : Math.max(last, said[said.length - 1]);
      }
      if (last == Long.MIN_VALUE) {
        return;
      }
      long[] refused = says.refusalsOf(frontEnd, from, last + BEFORE_OF_SECONDS);
      boolean[] has = new boolean[refused.length];
      long covered = 0;
      for (long event : events) {
        long first = event - (isOfSeconds(event) ? AFTER_OF_SECONDS : AFTER);
        long until = event + (isOfSeconds(event) ? BEFORE_OF_SECONDS : BEFORE);
        covered += until - first;
        int at = Arrays.binarySearch(refused, first);
        for (int i = at < 0 ? -at - 1 : at; i < refused.length && refused[i] <= until; i++) {
          has[i] = true;
        }
      }
      refusals += refused.length;
      for (boolean each : has) {
        beside += each ? 1 : 0;
      }
      double span = last + BEFORE_OF_SECONDS - from;
      byChance += refused.length * (1 - Math.exp(-covered / span));
    }

    private static boolean isOfSeconds(long millis) {
      return millis % 1_000 == 0;
    }

    boolean areNoChance(boolean named) {
      if (beside < 2 || beside < SHARE * refusals) {
        return false;
      }
      boolean dense =
          beside >= ENOUGH && byChance >= DENSE * refusals && beside >= NEARLY_ALL * refusals;
      return dense || likelihood() >= (named ? STILL_LIKELY : SURE);
    }

    /**
     * Logarithm of how much likelier so many neighbours are if the events are of these refusals.
     */
    double likelihood() {
      if (beside <= byChance || byChance == 0) {
        return 0;
      }
      int alone = refusals - beside;
      double chance = beside * Math.log(beside / byChance);
      return alone == 0 ? chance : chance + alone * Math.log(alone / (refusals - byChance));
    }
  }
}
