/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import io.hop444.correlator.domain.Eviction;
import io.hop444.correlator.domain.FirstHopJoin;
import io.hop444.wire.ClientRequest;
import io.hop444.wire.DeadLetter;
import io.hop444.wire.ProxiedRequest;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Joins failed requests with the rows of the front ends' IIS logs, and sends these to the back end.
 */
final class FirstHopProcessor implements Processor<String, Observation, String, SpecificRecord> {

  private final EvictionMeter evictions;
  private final SiteGate gate;
  private FirstHopJoin<ClientRequest> join;
  private ProcessorContext<String, SpecificRecord> context;

  FirstHopProcessor(EvictionMeter evictions, SiteGate gate) {
    this.evictions = evictions;
    this.gate = gate;
  }

  @Override
  public void init(ProcessorContext<String, SpecificRecord> processorContext) {
    context = processorContext;
    FirstHopStore store = new FirstHopStore(context.getStateStore(Names.FIRST_HOPS));
    join = new FirstHopJoin<>(store);
    store.restore(join);
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
      DeadLetter letter = RefusedRecord.of(refusal, origin, context.currentSystemTimeMs());
      context.forward(
          new Record<>(letter.getSource(), letter, context.currentSystemTimeMs()),
          Names.FIRST_HOP_DEAD_LETTERS);
      return;
    }
    if (observation.evidence() == null) {
      return;
    }
    long forgotten = join.evictions().of(Eviction.FIRST_HOP);
    FirstHopJoin.Joined<ClientRequest> joined = null;
    if (observation.value() instanceof ClientRequest row && row.getRequestId() != null) {
      joined = join.came(row.getRequestId(), row.getStatus(), row);
    } else if (observation.value() instanceof ProxiedRequest failed) {
      joined = join.failed(failed.getRequestId(), failed.getBackEnd());
    }
    if (join.evictions().of(Eviction.FIRST_HOP) > forgotten) {
      evictions.add(Eviction.FIRST_HOP, 1);
    }
    if (joined != null) {
      context.forward(
          new Record<>(joined.backEnd(), joined.row(), record.timestamp()), Names.FIRST_HOPS_OUT);
    }
  }
}
