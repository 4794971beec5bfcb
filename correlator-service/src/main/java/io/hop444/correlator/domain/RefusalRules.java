/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import io.hop444.correlator.domain.OpeningRules.Opening;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whether refused certificates make an incident though other requests are answered. A refusal is
 * the front end's decision: strict clients of 444 refuse what others accept, and so do strict front
 * ends; or a front end has itself to blame.
 */
final class RefusalRules {

  /** After its first refusal; so an incident is still found within two minutes. */
  private static final Duration ASKS_OTHERS_WITHIN = Duration.ofSeconds(110);

  private final BackEndState state;
  private final Thresholds thresholds;

  RefusalRules(BackEndState state, Thresholds thresholds) {
    this.state = state;
    this.thresholds = thresholds;
  }

  /** Null when refusals by themselves make none. */
  Opening find() {
    Opening found =
        OpeningRules.first(
            OpeningRules.first(refusalsAsShown(), refusalsOfProtocols()),
            refusalsOfStrictFrontEnds());
    return found == null
        ? null
        : new Opening(found.at(), withAllOfTheirs(found.failures()), found.conclusive());
  }

  /**
   * With what these front ends refused besides, from shortly before on, and were answered nothing
   * since: over its protocol others may be served, which check nothing.
   */
  private List<Failure> withAllOfTheirs(List<Failure> run) {
    Instant since = run.get(0).at().minus(OpeningRules.CLOCKS_DIFFER_AT_MOST);
    Set<String> frontEnds = new HashSet<>();
    run.forEach(failure -> frontEnds.add(failure.frontEnd()));
    Set<Failure> counted = Collections.newSetFromMap(new IdentityHashMap<>());
    counted.addAll(run);
    return state.failures.stream()
        .filter(
            failure ->
                counted.contains(failure)
                    || (failure.outcome() == ProxiedOutcome.CERTIFICATE_REFUSED
                        && frontEnds.contains(failure.frontEnd())
                        && !failure.at().isBefore(since)
                        && state.served.leftUnanswered(failure)))
        .toList();
  }

  /**
   * While a single front end refuses and another was well served shortly before, it is more likely
   * to be its own trust setting than the certificate, unless the certificate is known to be bad.
   */
  boolean refusedByOneFrontEndAlone(List<Failure> run, Set<String> frontEnds) {
    if (run.stream().anyMatch(f -> f.outcome() != ProxiedOutcome.CERTIFICATE_REFUSED)) {
      return false;
    }
    Instant first = run.get(0).at();
    boolean refusesOthersToo = state.trust.refuseElsewhere(frontEnds, first);
    if (frontEnds.size() > 1 || (certificateIsBad(first) && !refusesOthersToo)) {
      return false;
    }
    Instant ownSuccess = state.served.lastTo(frontEnds.iterator().next());
    Instant since = first.minus(thresholds.conclusiveReach());
    return state.served.hasOthersSince(frontEnds, first.minus(thresholds.conclusiveReach()))
        && (ownSuccess == null || ownSuccess.isBefore(since));
  }

  /**
   * A later moment where the front ends may have themselves to blame: all that refuse here are
   * answered nothing, nothing is known against the certificate, and another, which refuses nobody,
   * was served lately. Its next request will tell, unless it asks no more; where a single one
   * refuses and refuses other back ends too, it is waited for, and so it is where one of several is
   * known to refuse others alone. Else several that do so are more likely right: the certificates
   * of several servers were changed. The only one that does not gets time to ask others.
   */
  Instant notWhileDoubtful(Instant at, List<Failure> run) {
    if (run.stream().anyMatch(f -> f.outcome() != ProxiedOutcome.CERTIFICATE_REFUSED)) {
      return at;
    }
    Instant first = run.get(0).at();
    Map<String, Instant> firstOf = new HashMap<>();
    boolean answered = false;
    for (Failure failure : run) {
      boolean isFirst = firstOf.putIfAbsent(failure.frontEnd(), failure.at()) == null;
      answered |= isFirst && !state.served.leftUnanswered(failure);
    }
    Instant witnessed = answered || certificateIsBad(first) ? null : lastOfTheUnrefusing(first);
    if (witnessed == null || witnessed.isBefore(first.minus(thresholds.conclusiveReach()))) {
      return at;
    }
    boolean several = firstOf.size() > 1 && !anyTrustsNobody(firstOf.keySet(), first);
    firstOf.keySet().removeIf(frontEnd -> state.trust.refuseElsewhere(Set.of(frontEnd), first));
    if (firstOf.isEmpty()) {
      return OpeningRules.later(
          at,
          several ? first.plus(ASKS_OTHERS_WITHIN) : witnessed.plus(thresholds.conclusiveReach()));
    }
    return firstOf.size() > 1
        ? at
        : OpeningRules.later(at, firstOf.values().iterator().next().plus(ASKS_OTHERS_WITHIN));
  }

  /** True where all that refuse are known to refuse others, which answer others. */
  boolean refusedByThoseThatTrustNobody(List<Failure> run) {
    Instant first = run.get(0).at();
    return !certificateIsBad(first)
        && run.stream()
            .allMatch(
                failure ->
                    failure.outcome() == ProxiedOutcome.CERTIFICATE_REFUSED
                        && state.served.leftUnanswered(failure)
                        && state.trust.trustsNobody(failure.frontEnd(), first));
  }

  private boolean anyTrustsNobody(Set<String> frontEnds, Instant at) {
    return frontEnds.stream().anyMatch(frontEnd -> state.trust.trustsNobody(frontEnd, at));
  }

  /** The last answer to a front end that refuses neither this back end nor others. */
  private Instant lastOfTheUnrefusing(Instant first) {
    Set<String> refusing = new HashSet<>();
    for (Failure failure : state.failures) {
      if (failure.outcome() == ProxiedOutcome.CERTIFICATE_REFUSED
          && state.served.leftUnanswered(failure)) {
        refusing.add(failure.frontEnd());
      }
    }
    return state.served.lastToOthers(
        refusing, frontEnd -> !state.trust.refuseElsewhere(Set.of(frontEnd), first));
  }

  /**
   * Refusals beside a probe that was shown a bad certificate: it says why. Not those of a single
   * front end while others are served, which may have itself to blame.
   */
  private Opening refusalsAsShown() {
    List<Failure> run = new ArrayList<>();
    Set<String> frontEnds = new HashSet<>();
    for (Failure failure : state.failures) {
      Instant served = state.served.lastOver(failure.protocol());
      if (failure.outcome() == ProxiedOutcome.CERTIFICATE_REFUSED
          && (served == null || failure.at().isAfter(served))) {
        run.add(failure);
        frontEnds.add(failure.frontEnd());
      }
    }
    if (run.isEmpty()) {
      return null;
    }
    Instant first = run.get(0).at();
    Instant last = run.get(run.size() - 1).at();
    Source probe = KnownCertificate.probeOfBad(state.facts, state.names, first, last);
    if (probe == null
        || (frontEnds.size() == 1
            && state.served.hasOthersSince(frontEnds, first.minus(thresholds.conclusiveReach())))) {
      return null;
    }
    return new Opening(
        OpeningRules.soonAfter(OpeningRules.later(probe.time(), first), run, thresholds),
        run,
        probe);
  }

  /** Refusals that no answer of the same protocol follows, whatever other protocols say. */
  private Opening refusalsOfProtocols() {
    List<Failure> unanswered = new ArrayList<>();
    Map<String, List<Failure>> ofProtocol = new TreeMap<>();
    for (Failure failure : state.failures) {
      Instant served = state.served.lastOver(failure.protocol());
      if (failure.outcome() == ProxiedOutcome.CERTIFICATE_REFUSED
          && (served == null || failure.at().isAfter(served))) {
        unanswered.add(failure);
        ofProtocol.computeIfAbsent(failure.protocol(), name -> new ArrayList<>()).add(failure);
      }
    }
    if (unanswered.isEmpty()) {
      return null;
    }
    // What a certificate that is known to be bad breaks need not be one protocol alone.
    Opening earliest = certificateIsBad(unanswered.get(0).at()) ? whereTheyLast(unanswered) : null;
    for (List<Failure> failures : ofProtocol.values()) {
      earliest = OpeningRules.first(earliest, whereTheyLast(failures));
    }
    return earliest == null ? null : new Opening(earliest.at(), unanswered, null);
  }

  private Opening whereTheyLast(List<Failure> run) {
    Set<String> frontEnds = new HashSet<>();
    Instant several = null;
    for (Failure failure : run) {
      frontEnds.add(failure.frontEnd());
      several = several == null && frontEnds.size() > 1 ? failure.at() : several;
    }
    if (run.size() < thresholds.persistentFailures()) {
      return null;
    }
    Instant first = run.get(0).at();
    if (refusedByThoseThatTrustNobody(run)) {
      return null;
    }
    if (several == null
        && (!certificateIsBad(first) || state.trust.refuseElsewhere(frontEnds, first))) {
      return null;
    }
    Instant lasting = first.plus(thresholds.settleWhenUnsure());
    Instant at = OpeningRules.later(lasting, run.get(thresholds.persistentFailures() - 1).at());
    return new Opening(
        notWhileDoubtful(several == null ? at : OpeningRules.later(at, several), run), run, null);
  }

  /**
   * Refusals of a certificate that is known to be bad by front ends that are answered nothing,
   * though others that check nothing are served, where not the front ends themselves are to blame.
   */
  private Opening refusalsOfStrictFrontEnds() {
    Map<String, Instant> refusing = new HashMap<>();
    List<Failure> run = new ArrayList<>();
    for (Failure failure : state.failures) {
      if (failure.outcome() == ProxiedOutcome.CERTIFICATE_REFUSED) {
        refusing.putIfAbsent(failure.frontEnd(), failure.at());
        if (state.served.leftUnanswered(failure)) {
          run.add(failure);
        }
      }
    }
    Set<String> toBlame = new HashSet<>();
    refusing.forEach(
        (frontEnd, first) -> {
          if (FrontEndTrust.isToBlame(state, refusing.keySet(), frontEnd, first)) {
            toBlame.add(frontEnd);
          }
        });
    run.removeIf(failure -> toBlame.contains(failure.frontEnd()));
    if (run.size() < thresholds.persistentFailures() || !certificateIsBad(run.get(0).at())) {
      return null;
    }
    Instant lasting = run.get(0).at().plus(thresholds.settleWhenUnsure());
    Instant enough = run.get(thresholds.persistentFailures() - 1).at();
    return new Opening(OpeningRules.later(lasting, enough), run, null);
  }

  private boolean certificateIsBad(Instant at) {
    return KnownCertificate.isBad(state.facts, state.names, at);
  }
}
