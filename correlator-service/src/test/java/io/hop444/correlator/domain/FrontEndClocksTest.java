/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Servers whose clocks are minutes apart while the back end's log tells by how much. Rows of failed
 * handshakes are constructed.
 */
class FrontEndClocksTest {

  private static final int BROKEN_FROM = 900;
  private static final int BROKEN_TO = 1_200;
  private static final int END = 1_500;
  private static final List<String> PROTOCOLS = List.of("Owa", "Ews", "Mapi", "Eas");
  private static final Duration A_SECOND = Duration.ofSeconds(1);

  /** Rows come when they are written, and those of failures count by the back end's clock. */
  @Test
  void shouldFindWhatStrictlyOrderedClocksWouldFind() {
    Incident incident = onlyIncidentOf(told(Map.of("cas01", -100, "cas02", 0, "cas03", 70), 0));

    assertThat(incident.lifespan().startedAt()).isBetween(failure(0), failure(0).plus(A_SECOND));
    assertThat(incident.lifespan().detectedAt()).isBefore(failure(0).plusSeconds(30));
    assertThat(incident.lifespan().resolvedAt())
        .isBetween(Scene.at(BROKEN_TO), Scene.at(BROKEN_TO + 15));
    assertThat(incident.impact().failedRequests()).isEqualTo((BROKEN_TO - BROKEN_FROM) / 5 * 3);
    assertThat(incident.account().hops().get(1).detail())
        .contains("The clock of cas01 is 100 s behind that of mbx01.")
        .contains("The clock of cas03 is 70 s ahead of that of mbx01.")
        .doesNotContain("cas02");
  }

  @Test
  void shouldNotDependOnTheOrderInWhichTheLogsCome() {
    List<Evidence> records = records(Map.of("cas01", -100, "cas02", 3, "cas03", 70), 0);
    records.sort(Comparator.comparing(Evidence::at));

    assertThat(Disorder.incidentsOf(records, new Random(1), false))
        .isEqualTo(
            Disorder.incidentsOf(
                records(Map.of("cas01", -100, "cas02", 3, "cas03", 70), 0), new Random(1), true));
  }

  /** Where all front ends agree, the back end's clock is the wrong one. */
  @Test
  void shouldTellTimesByTheClockThatMostServersShare() {
    Incident incident = onlyIncidentOf(told(Map.of("cas01", 0, "cas02", 0, "cas03", 0), 200));

    assertThat(incident.lifespan().startedAt()).isBetween(failure(0), failure(0).plus(A_SECOND));
    assertThat(incident.account().summary())
        .contains(incident.lifespan().startedAt().toString())
        .contains(incident.lifespan().resolvedAt().toString());
  }

  @Test
  void shouldFollowAClockThatIsSetRight() {
    FrontEndClocks clocks = new FrontEndClocks();
    for (int i = 0; i < 40; i++) {
      ProxiedRow row = row(i * 10, "cas01", i < 20 ? 45 : 0, "Owa", "200", i);
      clocks.noteAnswer(row);
      clocks.noteBackEnd(backEnd(i * 10, 0, row));
      if (i == 19) {
        assertThat(clocks.aheadOf("cas01").toSeconds()).isEqualTo(45);
      }
    }

    assertThat(clocks.aheadOf("cas01")).isZero();
  }

  @Test
  void shouldCountClocksAsEqualThatDifferByASecond() {
    FrontEndClocks clocks = new FrontEndClocks();
    for (int i = 0; i < 40; i++) {
      ProxiedRow row = row(i * 10, "cas01", i % 3, "Owa", "200", i);
      clocks.noteBackEnd(backEnd(i * 10, 0, row));
      clocks.noteAnswer(row);
    }

    assertThat(clocks.aheadOf("cas01")).isZero();
  }

  /** At a thousand requests a second the rows of one clock come thousands before the other's. */
  @Test
  void shouldLearnWhileManyRequestsAreUnderWay() {
    FrontEndClocks clocks = new FrontEndClocks();
    int behind = 100_000;
    for (int i = 0; i < 400_000; i++) {
      clocks.noteAnswer(row(i / 1_000.0, "cas0" + i % 4, 0, "Mapi", "200", i));
      if (i >= behind) {
        int old = i - behind;
        clocks.noteBackEnd(
            backEnd(
                old / 1_000.0, 60, row(old / 1_000.0, "cas0" + old % 4, 0, "Mapi", "200", old)));
      }
    }

    for (int i = 0; i < 4; i++) {
      assertThat(clocks.aheadOf("cas0" + i).toSeconds()).isBetween(-60L, -59L);
    }
  }

  private static Instant failure(int number) {
    return Scene.at(BROKEN_FROM + number * 5);
  }

  private static List<Outcome> told(Map<String, Integer> ahead, int backEndAhead) {
    Chronicler chronicler = new Chronicler(Thresholds.DEFAULT);
    Chronicle chronicle = new Chronicle(Scene.SERVER);
    List<Outcome> outcomes = new ArrayList<>();
    for (Evidence evidence : records(ahead, backEndAhead)) {
      outcomes.addAll(chronicler.observe(chronicle, evidence));
      chronicle = evidence.at().getEpochSecond() % 100 == 0 ? StateCopy.of(chronicle) : chronicle;
    }
    outcomes.addAll(chronicler.close(chronicle, Scene.at(END + 300)));
    return outcomes;
  }

  /** In the order in which they are written. */
  private static List<Evidence> records(Map<String, Integer> ahead, int backEndAhead) {
    List<Evidence> records = new ArrayList<>();
    int id = 0;
    for (int second = 0; second < END; second += 5) {
      int delay = 0;
      for (Map.Entry<String, Integer> frontEnd : new TreeMap<>(ahead).entrySet()) {
        id++;
        boolean fails = second >= BROKEN_FROM && second < BROKEN_TO;
        ProxiedRow row =
            row(
                second + delay * 0.2,
                frontEnd.getKey(),
                frontEnd.getValue(),
                PROTOCOLS.get(id % PROTOCOLS.size()),
                fails ? "SendFailure" : "200",
                id);
        if (!fails) {
          records.add(backEnd(second, backEndAhead, row));
        }
        records.add(row);
        delay++;
      }
    }
    return records;
  }

  private static Incident onlyIncidentOf(List<Outcome> outcomes) {
    Map<String, Incident> last = new TreeMap<>();
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Outcome.IncidentChanged change) {
        last.put(change.incident().identity().id(), change.incident());
      } else if (outcome instanceof Outcome.FindingChanged finding) {
        throw new AssertionError(finding.toString());
      }
    }
    assertThat(last).hasSize(1);
    return last.values().iterator().next();
  }

  private static ProxiedRow row(
      double seconds, String frontEnd, int ahead, String protocol, String status, int id) {
    boolean answer = Character.isDigit(status.charAt(0));
    return new ProxiedRow(
        new Source(
            Source.Kind.HTTP_PROXY,
            "DUB",
            frontEnd,
            "DUB/" + frontEnd + "/HttpProxy/" + protocol + "/HttpProxy_2026112010-1.LOG",
            id * 700L,
            Scene.at(seconds + ahead),
            "row " + id),
        frontEnd,
        Scene.SERVER,
        "MBX01.contoso.test",
        protocol,
        ProxiedOutcome.of(true, status, answer ? null : status, null, null),
        status,
        false,
        "anna" + id % 7,
        "request-" + id,
        "/" + protocol,
        null,
        Duration.ZERO);
  }

  private static Evidence.BackEndRow backEnd(double seconds, int ahead, ProxiedRow row) {
    return new Evidence.BackEndRow(
        new Source(
            Source.Kind.BACK_END_IIS,
            "DUB",
            Scene.SERVER,
            "DUB/mbx01/inetpub/logs/LogFiles/W3SVC2/u_ex261120.log",
            row.source().offset(),
            Scene.at(seconds + ahead).truncatedTo(ChronoUnit.SECONDS),
            ""),
        ThirdHops.hasId(row.protocol()) ? row.requestId() : null,
        null,
        null,
        row.stem());
  }
}
