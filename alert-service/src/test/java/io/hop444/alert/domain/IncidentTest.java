/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

import static io.hop444.alert.domain.Incidents.change;
import static io.hop444.alert.domain.Incidents.observation;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IncidentTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:05:10Z");
  private static final Instant LATER = NOW.plusSeconds(60);

  private static final Incident OPEN =
      new Incident(
          observation(5, 900, List.of()), new IncidentState.Open(), Handling.UNTOUCHED, NOW, NOW);
  private static final Incident TAKEN =
      new Incident(
          OPEN.observed(),
          new IncidentState.Acknowledged("rob", NOW),
          Handling.UNTOUCHED,
          NOW,
          NOW);
  private static final Incident DONE =
      new Incident(
          OPEN.observed(),
          new IncidentState.Resolved(Incidents.STARTED.plusSeconds(99)),
          Handling.UNTOUCHED,
          NOW,
          NOW);

  private static ChangeDecision.Store store(Incident stored, ReportedChange change) {
    return (ChangeDecision.Store) Incident.onReport(Optional.of(stored), change, LATER);
  }

  @Test
  void shouldOpenWhatIsNew() {
    var decision =
        (ChangeDecision.Store)
            Incident.onReport(Optional.empty(), change(ReportedChange.Kind.OPENED, 1), NOW);

    assertThat(decision.type()).isEqualTo(EventType.OPENED);
    assertThat(decision.after().state()).isEqualTo(new IncidentState.Open());
    assertThat(decision.after().openedAt()).isEqualTo(NOW);
    assertThat(decision.notification().urgent()).isTrue();
  }

  @Test
  void shouldIgnoreWhatIsNotNewer() {
    assertThat(Incident.onReport(Optional.of(OPEN), change(ReportedChange.Kind.RESOLVED, 5), LATER))
        .isEqualTo(new ChangeDecision.Ignore(5));
    assertThat(Incident.onReport(Optional.of(OPEN), change(ReportedChange.Kind.OPENED, 1), LATER))
        .isEqualTo(new ChangeDecision.Ignore(5));
  }

  @Test
  void shouldKeepAcknowledgementWhenMoreIsKnown() {
    ChangeDecision.Store decision = store(TAKEN, change(ReportedChange.Kind.UPDATED, 6));

    assertThat(decision.type()).isEqualTo(EventType.UPDATED);
    assertThat(decision.after().state()).isEqualTo(TAKEN.state());
    assertThat(decision.after().openedAt()).isEqualTo(NOW);
    assertThat(decision.after().updatedAt()).isEqualTo(LATER);
  }

  @Test
  void shouldResolveFromOpenAndFromAcknowledged() {
    for (Incident before : List.of(OPEN, TAKEN)) {
      ChangeDecision.Store decision = store(before, change(ReportedChange.Kind.RESOLVED, 6));

      assertThat(decision.type()).isEqualTo(EventType.RESOLVED);
      assertThat(decision.after().state())
          .isEqualTo(new IncidentState.Resolved(Incidents.STARTED.plusSeconds(1_200)));
    }
  }

  @Test
  void shouldReopenAsOpenEvenWhenItWasAcknowledged() {
    for (Incident before : List.of(DONE, TAKEN)) {
      ChangeDecision.Store decision = store(before, change(ReportedChange.Kind.REOPENED, 6));

      assertThat(decision.type()).isEqualTo(EventType.REOPENED);
      assertThat(decision.after().state()).isEqualTo(new IncidentState.Open());
    }
  }

  @Test
  void shouldReopenWhenAFailureFollowsARecoveryWhateverItIsCalled() {
    assertThat(store(DONE, change(ReportedChange.Kind.UPDATED, 6)).type())
        .isEqualTo(EventType.REOPENED);
  }

  @Test
  void shouldAcknowledgeOnlyWhatIsOpen() {
    assertThat(OPEN.onAcknowledge("rob", LATER).orElseThrow().after().state())
        .isEqualTo(new IncidentState.Acknowledged("rob", LATER));
    assertThat(TAKEN.onAcknowledge("eve", LATER)).isEmpty();
    assertThat(DONE.onAcknowledge("eve", LATER)).isEmpty();
  }

  @Test
  void shouldNotHurryWhenOnlyNumbersChanged() {
    var numbers = store(OPEN, change(ReportedChange.Kind.UPDATED, observation(6, 901, List.of())));

    assertThat(numbers.notification())
        .isEqualTo(new NotificationDecision(NotifyReason.NUMBERS_CHANGED, false));
  }

  @Test
  void shouldHurryWhenTheCauseChanged() {
    Observation before = OPEN.observed();
    Diagnosis other =
        new Diagnosis(
            Cause.EXPIRED,
            Confidence.HIGH,
            "Expired.",
            List.of(),
            List.of(),
            List.of(),
            Optional.empty());
    Observation after =
        new Observation(
            before.key(), 6, other, before.radius(), before.involved(), before.course(), List.of());

    assertThat(store(OPEN, change(ReportedChange.Kind.UPDATED, after)).notification())
        .isEqualTo(new NotificationDecision(NotifyReason.DIAGNOSIS_CHANGED, true));
  }

  @Test
  void shouldPutOnePieceOfEachKindAndServerFirst() {
    Evidence row1 = piece("HTTP_PROXY", "cas01", 1);
    Evidence row2 = piece("HTTP_PROXY", "cas01", 2);
    Evidence event = piece("WINDOWS_EVENT", "mbx07", 3);

    assertThat(Evidence.mostTellingFirst(List.of(row1, row2, event)))
        .containsExactly(row1, event, row2);
  }

  private static Evidence piece(String kind, String server, long offset) {
    return new Evidence(kind, "DUB", server, "file", offset, NOW, "text");
  }

  private static Incident resolvedByHand(Instant at) {
    return new Incident(
        OPEN.observed(),
        new IncidentState.Resolved(at, Optional.of(new IncidentState.ByHand("rob", "rebuilt"))),
        Handling.UNTOUCHED,
        NOW,
        NOW);
  }

  @Test
  void shouldResolveByHandWithAReason() {
    for (Incident before : List.of(OPEN, TAKEN)) {
      ChangeDecision.Store decision = before.onResolve("rob", "rebuilt", LATER).orElseThrow();

      assertThat(decision.type()).isEqualTo(EventType.RESOLVED);
      assertThat(decision.after().state())
          .isEqualTo(
              new IncidentState.Resolved(
                  LATER, Optional.of(new IncidentState.ByHand("rob", "rebuilt"))));
    }
    assertThat(DONE.onResolve("rob", "rebuilt", LATER)).isEmpty();
  }

  /** The last failure of the report is of STARTED + 60 s. */
  @Test
  void shouldStayResolvedByHandForReportsOfTheSameFailure() {
    Incident justResolved = resolvedByHand(Incidents.STARTED.plusSeconds(60).minusSeconds(299));

    ChangeDecision.Store decision = store(justResolved, change(ReportedChange.Kind.UPDATED, 6));

    assertThat(decision.type()).isEqualTo(EventType.UPDATED);
    assertThat(decision.after().state()).isEqualTo(justResolved.state());
  }

  @Test
  void shouldReopenWhenAFailureContradictsThePerson() {
    Incident longResolved = resolvedByHand(Incidents.STARTED.plusSeconds(60).minusSeconds(301));

    assertThat(store(longResolved, change(ReportedChange.Kind.UPDATED, 6)).type())
        .isEqualTo(EventType.REOPENED);
    assertThat(store(resolvedByHand(LATER), change(ReportedChange.Kind.REOPENED, 6)).type())
        .isEqualTo(EventType.REOPENED);
  }

  @Test
  void shouldReplaceAPersonsWordByTheProof() {
    ChangeDecision.Store decision =
        store(resolvedByHand(LATER), change(ReportedChange.Kind.RESOLVED, 6));

    assertThat(decision.after().state())
        .isEqualTo(new IncidentState.Resolved(Incidents.STARTED.plusSeconds(1_200)));
  }

  @Test
  void shouldReopenByHandWithinTheWindowOnly() {
    Duration window = Duration.ofHours(1);
    Instant end = Incidents.STARTED.plusSeconds(99);

    assertThat(DONE.onReopen(window, end.plus(window)).orElseThrow().after().state())
        .isEqualTo(new IncidentState.Open());
    assertThat(DONE.onReopen(window, end.plus(window).plusMillis(1))).isEmpty();
    assertThat(OPEN.onReopen(window, NOW)).isEmpty();
  }

  @Test
  void shouldTellReceivesOfHandlingAsAnUpdateAndTheTimelineMore() {
    ChangeDecision.Store assigned = OPEN.onAssign(Optional.of("eve"), LATER).orElseThrow();

    assertThat(assigned.type().wireName()).isEqualTo("incident.updated");
    assertThat(assigned.type().timelineName()).isEqualTo("incident.assigned");
    assertThat(assigned.after().handling().assignee()).contains("eve");
    assertThat(assigned.after().handling().revision()).isEqualTo(1);
    assertThat(assigned.after().onAssign(Optional.of("eve"), LATER)).isEmpty();
    assertThat(assigned.after().onAssign(Optional.empty(), LATER)).isPresent();
  }

  @Test
  void shouldKeepHandlingWhenMoreIsKnown() {
    Incident rated = OPEN.onSeverity(Severity.WARNING, LATER).orElseThrow().after();

    Handling after = store(rated, change(ReportedChange.Kind.UPDATED, 6)).after().handling();

    assertThat(after).isEqualTo(new Handling(2, Severity.WARNING, Optional.empty()));
    assertThat(rated.onSeverity(Severity.WARNING, LATER)).isEmpty();
  }
}
