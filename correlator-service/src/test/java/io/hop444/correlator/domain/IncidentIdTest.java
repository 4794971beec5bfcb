/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A correlator that begins anew reads what Kafka still has: events of a month, rows of two days.
 * Rows of failed handshakes are constructed.
 */
class IncidentIdTest {

  private static final double DAY = 86_400;

  @Test
  void shouldNotGiveAnIdTwiceWhenTheFirstDayOfAnEstateIsReadAgain() {
    Scene whole = new Scene();
    whole.success(0, "cas01", "Owa");
    outage(whole, 600);
    outage(whole, 3 * DAY);
    List<String> known = ids(whole);

    Scene anew = new Scene();
    anew.success(0, "cas01", "Owa");
    outage(anew, 5 * DAY);

    assertThat(known).hasSize(2).doesNotHaveDuplicates();
    assertThat(ids(anew)).hasSize(1).doesNotContainAnyElementsOf(known);
  }

  @Test
  void shouldGiveAnIncidentItsIdAgainWhenItIsReadAgain() {
    Scene whole = new Scene();
    whole.success(0, "cas01", "Owa");
    outage(whole, 600);
    outage(whole, 3 * DAY);
    outage(whole, 3 * DAY + 7_200);

    Scene anew = new Scene();
    anew.success(0, "cas01", "Owa");
    outage(anew, 3 * DAY);
    outage(anew, 3 * DAY + 7_200);

    assertThat(ids(anew)).isEqualTo(ids(whole).subList(1, 3));
  }

  /** As when its group was set to the end of the topics. */
  @Test
  void shouldNotGiveAnIdTwiceWhenNothingIsReadAgain() {
    Scene whole = new Scene();
    whole.success(0, "cas01", "Owa");
    outage(whole, 3 * DAY);

    Scene anew = new Scene();
    outage(anew, 3 * DAY + 7_200);

    assertThat(ids(anew)).hasSize(1).doesNotContainAnyElementsOf(ids(whole));
  }

  @Test
  void shouldNotGiveAFindingsIdTwiceEither() {
    Scene whole = new Scene();
    whole.success(0, "cas01", "Owa");
    stoppedPool(whole, 0);
    stoppedPool(whole, 3 * DAY);

    Scene anew = new Scene();
    anew.success(0, "cas01", "Owa");
    stoppedPool(anew, 5 * DAY);

    assertThat(findingIds(whole)).hasSize(2);
    assertThat(findingIds(anew)).hasSize(1).doesNotContainAnyElementsOf(findingIds(whole));
  }

  private static void outage(Scene scene, double from) {
    scene.httpSys(from, 15300, 444);
    for (int i = 1; i < 8; i++) {
      scene.failure(from + 10 * i, "cas01", "Owa", "SendFailure");
    }
    scene.httpSys(from + 300, 15301, 444);
    for (int i = 0; i < 60; i++) {
      scene.success(from + 301 + 10 * i, "cas01", "Owa");
    }
  }

  private static void stoppedPool(Scene scene, double from) {
    for (int i = 0; i < 20; i++) {
      scene.tell(scene.row(from + i, "cas01", "Owa", "503", "anna"));
    }
    scene.passTo(from + 7_200);
  }

  private static List<String> ids(Scene scene) {
    return scene.changes().stream()
        .map(change -> change.incident().identity().id())
        .distinct()
        .toList();
  }

  private static List<String> findingIds(Scene scene) {
    return scene.outcomes.stream()
        .filter(Outcome.FindingChanged.class::isInstance)
        .map(outcome -> ((Outcome.FindingChanged) outcome).id())
        .distinct()
        .toList();
  }
}
