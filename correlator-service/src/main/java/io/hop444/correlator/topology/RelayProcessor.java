/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import io.hop444.correlator.domain.ProxiedRow;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Sends failed requests to where their first hop is, and front ends' signals to every task. */
final class RelayProcessor implements Processor<String, Observation, String, SpecificRecord> {

  private final Signals signals = new Signals();
  private ProcessorContext<String, SpecificRecord> context;
  private PromptCommit commit;

  @Override
  public void init(ProcessorContext<String, SpecificRecord> processorContext) {
    context = processorContext;
    commit = new PromptCommit(context);
  }

  @Override
  public void process(Record<String, Observation> record) {
    Observation observation = record.value();
    if (observation == null
        || observation.evidence() == null
        || observation.refusalUnder(record.key()) != null) {
      return;
    }
    SpecificRecord value = observation.value();
    if (observation.evidence() instanceof ProxiedRow row && row.hasFirstHopToFind()) {
      context.forward(
          new Record<>(row.requestId(), value, record.timestamp()), Names.FAILED_REQUESTS_OUT);
    }
    if (signals.firstOf(value, observation.evidence()) != null) {
      context.forward(new Record<>(Names.EVERY_TASK, value, record.timestamp()), Names.SIGNALS_OUT);
      commit.told();
    }
  }
}
