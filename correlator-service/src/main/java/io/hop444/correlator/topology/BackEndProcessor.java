/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import io.hop444.correlator.domain.Chronicler;
import io.hop444.correlator.domain.Evidence;
import io.hop444.correlator.domain.Outcome;
import io.hop444.correlator.domain.ProxiedRow;
import io.hop444.correlator.domain.Thresholds;
import io.hop444.correlator.trace.JudgeTracing;
import io.hop444.schemas.RecordRoute;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Reads a server's state, asks the chronicler, writes the state, forwards what it concluded. */
final class BackEndProcessor implements Processor<String, Observation, String, SpecificRecord> {

  private static final Duration TICK = Duration.ofMillis(100);

  private final SiteGate gate;
  private final JudgeTracing tracing;
  private final Chronicler chronicler;
  private final Signals signals = new Signals();
  private ProcessorContext<String, SpecificRecord> context;
  private BackEndStates states;
  private OutcomeMapper results;
  private PromptCommit commit;
  private long streamTime;
  private long wallTimeOfLastRecord;

  BackEndProcessor(Thresholds thresholds, SiteGate gate, JudgeTracing tracing) {
    this.gate = gate;
    this.tracing = tracing;
    this.chronicler = new Chronicler(thresholds);
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> processorContext) {
    context = processorContext;
    states = context.getStateStore(Names.STATES);
    results = new OutcomeMapper(this::forward);
    commit = new PromptCommit(context);
    states.loadAll().forEach(this::plan);
    wallTimeOfLastRecord = context.currentSystemTimeMs();
    // Wall-clock, because timers must go off on a stream that has fallen silent.
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
  }

  @Override
  public void process(Record<String, Observation> record) {
    Observation observation = record.value();
    if (observation == null) {
      return;
    }
    Observation.Refusal refusal = gate.refusal(observation, record.key());
    if (refusal != null) {
      RecordMetadata origin = context.recordMetadata().orElseThrow();
      forward(RefusedRecord.of(refusal, origin, context.currentSystemTimeMs()));
      return;
    }
    if (observation.evidence() == null || record.key() == null) {
      return;
    }
    wallTimeOfLastRecord = context.currentSystemTimeMs();
    if (record.key().equals(Names.EVERY_TASK)) {
      reach(record.timestamp());
      takeForAll(observation);
      return;
    }
    BackEndStates.Held held = states.open(record.key());
    // A clock that is ahead must not let the timers of all servers go off early.
    reach(record.timestamp() - aheadMillis(held, observation.evidence()));
    tracing.begin(record.headers());
    observe(held, observation.evidence());
    tracing.end(record.key(), observation.value());
  }

  private void reach(long eventTime) {
    streamTime = Math.max(streamTime, eventTime);
  }

  private long aheadMillis(BackEndStates.Held held, Evidence evidence) {
    return evidence instanceof ProxiedRow row ? chronicler.aheadOf(held.state, row).toMillis() : 0;
  }

  private void takeForAll(Observation observation) {
    Evidence signal = Signals.of(observation.value(), observation.evidence());
    if (signal == null) {
      return;
    }
    for (String server : states.servers()) {
      observe(states.open(server), signal);
    }
  }

  private void observe(BackEndStates.Held held, Evidence evidence) {
    tell(chronicler.observe(held.state, evidence));
    plan(held);
  }

  /** Event time goes on at the pace of the wall clock from the latest record. */
  private void tick(long wallTime) {
    if (streamTime == 0) {
      return;
    }
    Instant now = Instant.ofEpochMilli(streamTime + Math.max(0, wallTime - wallTimeOfLastRecord));
    for (String server : states.due(now)) {
      BackEndStates.Held held = states.open(server);
      tell(chronicler.advance(held.state, now));
      plan(held);
    }
  }

  private void plan(BackEndStates.Held held) {
    held.deadline = chronicler.nextDeadline(held.state);
  }

  private void tell(List<Outcome> outcomes) {
    for (Outcome outcome : outcomes) {
      outcome.giveTo(results);
    }
  }

  private void forward(SpecificRecord result) {
    RecordRoute route = RecordRoute.of(result);
    context.forward(
        new Record<>(route.key(), result, context.currentSystemTimeMs(), tracing.headersOf(result)),
        CorrelationTopology.sinkOf(route.topic()));
    if (PromptCommit.isAwaited(result)) {
      commit.told();
    }
    SpecificRecord news = signals.newsOf(result);
    if (news != null) {
      context.forward(
          new Record<>(Names.EVERY_TASK, news, context.currentSystemTimeMs()), Names.SIGNALS_OUT);
    }
  }
}
