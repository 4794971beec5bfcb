/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

import static io.hop444.alert.domain.Incidents.change;
import static io.hop444.alert.domain.Incidents.observation;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IncidentTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:05:10Z");
  private static final Instant LATER = NOW.plusSeconds(60);

  private static final Incident OPEN =
      new Incident(observation(5, 900, List.of()), new IncidentState.Open(), NOW, NOW);
  private static final Incident TAKEN =
      new Incident(OPEN.observed(), new IncidentState.Acknowledged("rob", NOW), NOW, NOW);
  private static final Incident DONE =
      new Incident(
          OPEN.observed(), new IncidentState.Resolved(Incidents.STARTED.plusSeconds(99)), NOW, NOW);

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
        new Observation(before.key(), 6, other, before.radius(), before.course(), List.of());

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
}
