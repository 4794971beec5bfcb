/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is added to incidents before the last. Rows of failed handshakes are constructed. */
class EarlierIncidentsTest {

  private static final int CYCLE = 1_800;
  private static final int BROKEN_FOR = 120;

  private final Chronicler chronicler = new Chronicler(Thresholds.DEFAULT);
  private Chronicle chronicle = new Chronicle(Scene.SERVER);
  private final Scene rows = new Scene();

  /** A request of each incident. */
  private final List<ProxiedRow> failed = new ArrayList<>();

  @Test
  void shouldForgetTheOldestOfMoreThanFourAndCountIt() {
    breakAgain(6);

    List<Outcome> ofForgotten = firstHopComes(0);
    List<Outcome> ofKept = firstHopComes(1);

    assertThat(chronicle.evictions(Eviction.EARLIER_INCIDENT)).isEqualTo(1);
    assertThat(ofForgotten).isEmpty();
    assertThat(ofKept).singleElement().satisfies(outcome -> isOf(outcome, 2));
  }

  @Test
  void shouldTellOnceWhatCameBeforeARestart() {
    breakAgain(2);

    chronicler.observe(chronicle, clientRow(failed.get(0)));
    chronicle = StateCopy.of(chronicle);
    List<Outcome> first = chronicler.advance(chronicle, Scene.at(2 * CYCLE + 60));
    chronicle = StateCopy.of(chronicle);
    List<Outcome> second = chronicler.advance(chronicle, Scene.at(2 * CYCLE + 120));

    assertThat(first).singleElement().satisfies(outcome -> isOf(outcome, 1));
    assertThat(second).isEmpty();
  }

  @Test
  void shouldTellNothingWhenNewsOfOthersChangeNoGroup() {
    breakAgain(3);

    List<Outcome> outcomes =
        new ArrayList<>(
            chronicler.observe(
                chronicle,
                new Evidence.FailureElsewhere(
                    "inc-0", "DUB", "mbx02", Cause.EXPIRED, Scene.at(0), null, false)));
    outcomes.addAll(chronicler.advance(chronicle, Scene.at(3 * CYCLE + 60)));

    assertThat(outcomes).isEmpty();
  }

  @Test
  void shouldForgetWhatEndedADayAgo() {
    breakAgain(3);
    assertThat(chronicle.current.earlier.all()).hasSize(2);

    double dayLater = Duration.ofDays(1).plusHours(2).toSeconds();
    chronicler.observe(chronicle, rows.row(dayLater, "cas01", "Owa", "200", "anna"));

    assertThat(chronicle.current.earlier.all()).isEmpty();
    assertThat(chronicle.settled.earlier.all()).isEmpty();
    assertThat(chronicle.evictions(Eviction.EARLIER_INCIDENT)).isZero();
  }

  private void breakAgain(int times) {
    for (int second = 0; second < times * CYCLE; second += 5) {
      boolean broken = second % CYCLE < BROKEN_FOR;
      String frontEnd = "cas0" + (1 + second / 5 % 2);
      ProxiedRow row = rows.row(second, frontEnd, "Owa", broken ? "SendFailure" : "200", "anna");
      if (second % CYCLE == 0) {
        failed.add(row);
      }
      chronicler.observe(chronicle, row);
    }
    chronicler.advance(chronicle, Scene.at(times * CYCLE));
  }

  private List<Outcome> firstHopComes(int incident) {
    List<Outcome> outcomes =
        new ArrayList<>(chronicler.observe(chronicle, clientRow(failed.get(incident))));
    outcomes.addAll(chronicler.advance(chronicle, Scene.at(failed.size() * CYCLE + 60)));
    return outcomes;
  }

  private static Evidence.ClientRow clientRow(ProxiedRow failed) {
    return new Evidence.ClientRow(
        new Source(
            Source.Kind.FRONT_END_IIS, "DUB", "cas01", "DUB/cas01/x.log", 7, failed.at(), "row"),
        failed.requestId(),
        503);
  }

  private static void isOf(Outcome outcome, int generation) {
    Outcome.IncidentChanged change = (Outcome.IncidentChanged) outcome;
    assertThat(change.change()).isEqualTo(Outcome.Change.UPDATED);
    assertThat(change.incident().identity().generation()).isEqualTo(generation);
    assertThat(change.incident().account().hops().get(0).detail()).contains("status 503 (1)");
  }
}
