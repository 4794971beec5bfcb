/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Ids are by the day on which an incident begins, which late evidence may move: see docs/adr/0121.
 * Rows of failed handshakes are constructed.
 */
class IncidentAcrossMidnightTest {

  private static final double MIDNIGHT = 14 * 3_600;

  private final Chronicler chronicler = new Chronicler(Thresholds.DEFAULT);
  private final List<Outcome> told = new ArrayList<>();
  private final Scene scene =
      new Scene() {
        @Override
        Scene tell(Evidence evidence) {
          told.addAll(chronicler.observe(chronicle, evidence));
          return this;
        }
      };
  private Chronicle chronicle = new Chronicle(Scene.SERVER);

  @Test
  void shouldKeepTheIdOnceToldWhenALateFailureMovesItsStartToTheDayBefore() {
    busyUntil(MIDNIGHT - 100);
    failing(MIDNIGHT + 5, MIDNIGHT + 60);
    assertThat(changes())
        .extracting(Outcome.IncidentChanged::change)
        .contains(Outcome.Change.OPENED);

    scene.failure(MIDNIGHT - 10, "cas02", "Ews", "SendFailure");
    told.addAll(chronicler.advance(chronicle, Scene.at(MIDNIGHT + 90)));

    assertThat(last().lifespan().startedAt()).isEqualTo(Scene.at(MIDNIGHT - 10));
    assertThat(ids()).hasSize(1);
    assertThat(changes())
        .extracting(Outcome.IncidentChanged::reason)
        .doesNotContain(Outcome.WITHDRAWN);
  }

  @Test
  void shouldKeepItWhenTheCorrelatorWasKilledBeforeItJudgedTheLateFailure() {
    busyUntil(MIDNIGHT - 100);
    failing(MIDNIGHT + 5, MIDNIGHT + 60);
    scene.failure(MIDNIGHT - 10, "cas02", "Ews", "SendFailure");

    chronicle = StateCopy.of(chronicle);
    told.addAll(chronicler.advance(chronicle, Scene.at(MIDNIGHT + 90)));

    assertThat(last().lifespan().startedAt()).isEqualTo(Scene.at(MIDNIGHT - 10));
    assertThat(ids()).hasSize(1);
  }

  @Test
  void shouldKeepItOnceNothingLateMayChangeIt() {
    busyUntil(MIDNIGHT - 100);
    failing(MIDNIGHT + 5, MIDNIGHT + 60);
    scene.failure(MIDNIGHT - 10, "cas02", "Ews", "SendFailure");

    failing(MIDNIGHT + 60, MIDNIGHT + 1_500);
    scene.failure(MIDNIGHT + 1_400.5, "cas02", "Ews", "SendFailure");
    told.addAll(chronicler.close(chronicle, Scene.at(MIDNIGHT + 1_600)));

    assertThat(ids()).hasSize(1);
  }

  @Test
  void shouldNotGiveTheNextIncidentOfThatDayTheSameId() {
    busyUntil(MIDNIGHT - 100);
    failing(MIDNIGHT + 5, MIDNIGHT + 60);
    scene.failure(MIDNIGHT - 10, "cas02", "Ews", "SendFailure");
    busy(MIDNIGHT + 61, MIDNIGHT + 3_000);

    failing(MIDNIGHT + 3_000, MIDNIGHT + 3_060);

    assertThat(ids()).hasSize(2);
    assertThat(last().identity().generation()).isEqualTo(2);
  }

  /** The id alone may be another one than that of a replay. */
  @Test
  void shouldEndWithTheIncidentsOfReplayInAnyOrder() {
    for (long seed = 1; seed <= 6; seed++) {
      Random random = new Random(seed);
      RandomStory story = new RandomStory();
      story.busy(MIDNIGHT - 900, MIDNIGHT - 20, random);
      story.failing(MIDNIGHT - 20, MIDNIGHT + 300, "SendFailure", random);
      story.busy(MIDNIGHT + 300, MIDNIGHT + 1_500, random);
      story.failing(MIDNIGHT + 1_500, MIDNIGHT + 1_700, "SendFailure", random);
      story.busy(MIDNIGHT + 1_700, MIDNIGHT + 2_200, random);
      List<Evidence> inOrder = new ArrayList<>(story.records);
      inOrder.sort(Comparator.comparing(Evidence::at));

      List<String> shuffled = Disorder.incidentsOf(Disorder.shuffle(inOrder, random), random, true);

      assertThat(withoutIds(shuffled))
          .as("seed %d", seed)
          .hasSize(2)
          .isEqualTo(withoutIds(Disorder.incidentsOf(inOrder, random, false)));
    }
  }

  private static List<String> withoutIds(List<String> incidents) {
    return incidents.stream()
        .map(incident -> incident.substring(incident.indexOf(' ') + 1))
        .sorted()
        .toList();
  }

  private void busyUntil(double end) {
    busy(end - 900, end);
  }

  private void busy(double from, double to) {
    for (double at = from; at < to; at += 5) {
      scene.success(at, at % 2 == 0 ? "cas01" : "cas02", "Owa");
    }
  }

  private void failing(double from, double to) {
    for (double at = from; at < to; at += 5) {
      scene.failure(at, at % 2 == 0 ? "cas01" : "cas02", "Owa", "SendFailure");
    }
  }

  private List<Outcome.IncidentChanged> changes() {
    return told.stream()
        .filter(Outcome.IncidentChanged.class::isInstance)
        .map(Outcome.IncidentChanged.class::cast)
        .toList();
  }

  private Incident last() {
    return changes().get(changes().size() - 1).incident();
  }

  private List<String> ids() {
    return changes().stream().map(change -> change.incident().identity().id()).distinct().toList();
  }
}
