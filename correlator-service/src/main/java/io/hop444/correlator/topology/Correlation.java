/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import io.hop444.correlator.domain.BackEndDetector;
import io.hop444.correlator.domain.BackEndState;
import io.hop444.correlator.domain.Evidence;
import io.hop444.correlator.domain.Outcome;
import io.hop444.correlator.domain.Thresholds;
import io.hop444.schemas.RecordRoute;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/**
 * The correlation of a whole estate in one thread and without Kafka: the path of a replay. It keys,
 * maps, judges and maps back with the same parts as {@link CorrelationTopology}. Records are best
 * given in order of event time, as timers go off by it. Not safe for use by several threads.
 */
public final class Correlation {

  private final BackEndDetector detector;
  private final OutcomeMapper results;
  private final Map<String, BackEndState> states = new HashMap<>();
  private final Map<String, Instant> deadlines = new HashMap<>();
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private Instant now = Instant.MIN;

  private record Timer(Instant at, String server) implements Comparable<Timer> {
    @Override
    public int compareTo(Timer other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : server.compareTo(other.server);
    }
  }

  /**
   * @param results takes the wire records of incidents, findings and gaps as they come about
   */
  public Correlation(Thresholds thresholds, Consumer<SpecificRecord> results) {
    this.detector = new BackEndDetector(thresholds);
    this.results = new OutcomeMapper(results);
  }

  /** Takes one wire record; kinds the correlator has no use for are ignored. */
  public void accept(SpecificRecord value) {
    Evidence evidence = EvidenceMapper.toEvidence(value);
    if (evidence == null) {
      return;
    }
    passTo(evidence.at());
    BackEndState state = states.computeIfAbsent(RecordRoute.of(value).key(), BackEndState::new);
    tell(detector.observe(state, evidence));
    plan(state);
  }

  /** Ends the replay: all that waited to be told is told, server by server. */
  public void close() {
    for (BackEndState state : new TreeMap<>(states).values()) {
      tell(detector.close(state, now));
    }
  }

  private void passTo(Instant time) {
    if (time.isAfter(now)) {
      now = time;
    }
    while (!timers.isEmpty() && !timers.peek().at().isAfter(now)) {
      Timer timer = timers.poll();
      if (!timer.at().equals(deadlines.get(timer.server()))) {
        continue;
      }
      deadlines.remove(timer.server());
      BackEndState state = states.get(timer.server());
      tell(detector.advance(state, timer.at()));
      plan(state);
    }
  }

  private void plan(BackEndState state) {
    Instant deadline = detector.nextDeadline(state);
    if (deadline == null) {
      deadlines.remove(state.name());
    } else if (!deadline.equals(deadlines.put(state.name(), deadline))) {
      timers.add(new Timer(deadline, state.name()));
    }
  }

  private void tell(List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      outcome.giveTo(results);
    }
  }
}
