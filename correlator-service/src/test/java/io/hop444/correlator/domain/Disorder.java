/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Records in orders of arrival other than that of event time, and the incidents they end with. */
final class Disorder {

  private static final long LATENESS_SECONDS = Thresholds.DEFAULT.lateness().toSeconds();

  private record Arrival(Evidence evidence, Instant at) {}

  private Disorder() {}

  /** Each record comes up to the lateness after its time, some twice. */
  static List<Evidence> shuffle(List<Evidence> inOrder, Random random) {
    double most = random.nextInt(3) == 0 ? 10 : LATENESS_SECONDS - 1;
    List<Arrival> arrivals = new ArrayList<>();
    for (Evidence evidence : inOrder) {
      arrivals.add(new Arrival(evidence, late(evidence, most, random)));
      if (random.nextInt(5) == 0) {
        arrivals.add(new Arrival(evidence, late(evidence, most, random)));
      }
    }
    arrivals.sort(Comparator.comparing(Arrival::at));
    return arrivals.stream().map(Arrival::evidence).toList();
  }

  /** As {@link #shuffle}, each once. */
  static List<Evidence> disordered(List<Evidence> records, Random random) {
    List<Arrival> arrivals = new ArrayList<>();
    records.forEach(evidence -> arrivals.add(new Arrival(evidence, late(evidence, 60, random))));
    arrivals.sort(Comparator.comparing(Arrival::at));
    return arrivals.stream().map(Arrival::evidence).toList();
  }

  private static Instant late(Evidence evidence, double most, Random random) {
    return evidence.at().plus(Duration.ofMillis((long) (random.nextDouble() * most * 1000)));
  }

  /** What remains told, without what depends on the telling: version, texts of evidence. */
  static List<String> incidentsOf(List<Evidence> records, Random random, boolean restarts) {
    Chronicler chronicler = new Chronicler(Thresholds.DEFAULT);
    Chronicle chronicle = new Chronicle(Scene.SERVER);
    List<Outcome> outcomes = new ArrayList<>();
    for (Evidence record : records) {
      outcomes.addAll(chronicler.observe(chronicle, record));
      if (restarts && random.nextInt(200) == 0) {
        chronicle = StateCopy.of(chronicle);
      }
    }
    Instant last = records.stream().map(Evidence::at).max(Comparator.naturalOrder()).orElseThrow();
    Instant end = last.plusSeconds(60);
    outcomes.addAll(chronicler.advance(chronicle, end));
    outcomes.addAll(chronicler.close(chronicle, end));
    assertThat(chronicle.evictions(Eviction.LATE_RECORD)).isZero();
    return told(outcomes);
  }

  private static List<String> told(List<Outcome> outcomes) {
    Map<String, Outcome.IncidentChanged> last = new TreeMap<>();
    Map<String, Long> versions = new TreeMap<>();
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Outcome.IncidentChanged change) {
        String id = change.incident().identity().id();
        Long before = versions.put(id, change.incident().identity().version());
        assertThat(change.incident().identity().version())
            .isEqualTo(before == null ? 1 : before + 1);
        last.put(id, change);
      }
    }
    return last.values().stream()
        .filter(change -> !change.reason().equals(Outcome.WITHDRAWN))
        .map(Outcome.IncidentChanged::incident)
        .map(
            incident ->
                String.join(
                    "\n",
                    incident.identity().id() + " " + incident.identity().generation(),
                    incident.cause() + " " + incident.confidence() + " " + incident.reasons(),
                    incident.lifespan().toString(),
                    incident.impact().toString(),
                    incident.account().hops().toString()))
        .toList();
  }
}
