/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import io.hop444.correlator.domain.Chronicle;
import io.hop444.correlator.domain.Chronicler;
import io.hop444.correlator.domain.Evidence;
import io.hop444.correlator.domain.FirstHopJoin;
import io.hop444.correlator.domain.Outcome;
import io.hop444.correlator.domain.ProxiedRow;
import io.hop444.correlator.domain.Thresholds;
import io.hop444.schemas.RecordRoute;
import io.hop444.wire.ClientRequest;
import io.hop444.wire.ProxiedRequest;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/**
 * The correlation of a whole estate in one thread and without Kafka: the path of a replay. It keys,
 * maps, judges and maps back with the same parts as {@link CorrelationTopology}. Records are best
 * given in order of event time, as timers go off by it. Not safe for use by several threads.
 */
public final class Correlation {

  /** So many rows are kept for their time. */
  private static final int MAX_EARLY = 8_192;

  private final Chronicler chronicler;
  private final OutcomeMapper results;
  private final Map<String, Chronicle> states = new HashMap<>();
  private final Map<String, Instant> deadlines = new HashMap<>();
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private final FirstHopJoin<Evidence> firstHops = new FirstHopJoin<>(FirstHopJoin.inMemoryOnly());
  private final Signals signals = new Signals();
  private final Queue<Evidence> news = new ArrayDeque<>();
  private final PriorityQueue<Early> early = new PriorityQueue<>();
  private long received;
  private Instant now = Instant.MIN;

  private record Timer(Instant at, String server) implements Comparable<Timer> {
    @Override
    public int compareTo(Timer other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : server.compareTo(other.server);
    }
  }

  /** A row of a clock that is behind: by the clock of its back end it is still to come. */
  private record Early(Instant at, long number, ProxiedRequest value, ProxiedRow row)
      implements Comparable<Early> {
    @Override
    public int compareTo(Early other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  /**
   * @param results takes the wire records of incidents, findings and gaps as they come about
   */
  public Correlation(Thresholds thresholds, Consumer<SpecificRecord> results) {
    this.chronicler = new Chronicler(thresholds);
    this.results =
        new OutcomeMapper(
            result -> {
              results.accept(result);
              SpecificRecord fresh = signals.newsOf(result);
              if (fresh != null) {
                news.add(EvidenceMapper.toEvidence(fresh));
              }
            });
  }

  /** Takes one wire record; kinds the correlator has no use for are ignored. */
  public void accept(SpecificRecord value) {
    Evidence evidence = EvidenceMapper.toEvidence(value);
    if (evidence == null) {
      return;
    }
    takeEarly(evidence.at(), MAX_EARLY);
    if (value instanceof ProxiedRequest request && evidence instanceof ProxiedRow row) {
      Chronicle state = row.backEnd() == null ? null : states.get(row.backEnd());
      Instant at = state == null ? row.at() : row.at().minus(chronicler.aheadOf(state, row));
      if (at.isAfter(row.at())) {
        early.add(new Early(at, received++, request, row));
        takeEarly(Instant.MIN, MAX_EARLY);
        return;
      }
      take(value, evidence, at);
    } else {
      take(value, evidence, evidence.at());
    }
  }

  /** Those whose time has come, and the first of too many. */
  private void takeEarly(Instant upTo, int most) {
    while (!early.isEmpty() && (!early.peek().at().isAfter(upTo) || early.size() > most)) {
      Early next = early.poll();
      take(next.value(), next.row(), next.at());
    }
  }

  private void take(SpecificRecord value, Evidence evidence, Instant at) {
    passTo(at);
    if (value instanceof ClientRequest row) {
      toBackEnd(firstHops.came(row.getRequestId(), row.getStatus(), evidence));
      return;
    }
    observe(RecordRoute.of(value).key(), evidence);
    if (evidence instanceof ProxiedRow row && row.hasFirstHopToFind()) {
      toBackEnd(firstHops.failed(row.requestId(), row.backEnd()));
    }
    Evidence signal = signals.firstOf(value, evidence);
    if (signal != null) {
      toAll(signal);
    }
    spreadNews();
  }

  private void toAll(Evidence signal) {
    new TreeSet<>(states.keySet()).forEach(server -> observe(server, signal));
  }

  /** Tells every back end of the incidents of the others. */
  private void spreadNews() {
    for (Evidence next = news.poll(); next != null; next = news.poll()) {
      toAll(next);
    }
  }

  private void toBackEnd(FirstHopJoin.Joined<Evidence> joined) {
    if (joined != null) {
      observe(joined.backEnd(), joined.row());
    }
  }

  private void observe(String server, Evidence evidence) {
    Chronicle state = states.computeIfAbsent(server, Chronicle::new);
    tell(chronicler.observe(state, evidence));
    plan(state);
  }

  /** Ends the replay: all that waited to be told is told, server by server. */
  public void close() {
    takeEarly(Instant.MAX, 0);
    do {
      spreadNews();
      for (Chronicle state : new TreeMap<>(states).values()) {
        tell(chronicler.close(state, now));
      }
    } while (!news.isEmpty());
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
      Chronicle state = states.get(timer.server());
      tell(chronicler.advance(state, timer.at()));
      plan(state);
    }
  }

  private void plan(Chronicle state) {
    Instant deadline = chronicler.nextDeadline(state);
    if (deadline == null) {
      deadlines.remove(state.server());
    } else if (!deadline.equals(deadlines.put(state.server(), deadline))) {
      timers.add(new Timer(deadline, state.server()));
    }
  }

  private void tell(List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      outcome.giveTo(results);
    }
  }
}
