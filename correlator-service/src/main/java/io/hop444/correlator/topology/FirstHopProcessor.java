/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import io.hop444.correlator.domain.FirstHopJoin;
import io.hop444.wire.ClientRequest;
import io.hop444.wire.ProxiedRequest;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Joins failed requests with the rows of the front ends' IIS logs, and sends these to the back end.
 */
final class FirstHopProcessor implements Processor<String, Observation, String, SpecificRecord> {

  private final FirstHopJoin<ClientRequest> join = new FirstHopJoin<>();
  private ProcessorContext<String, SpecificRecord> context;

  @Override
  public void init(ProcessorContext<String, SpecificRecord> processorContext) {
    context = processorContext;
  }

  @Override
  public void process(Record<String, Observation> record) {
    Observation observation = record.value();
    if (observation == null || observation.evidence() == null) {
      return;
    }
    FirstHopJoin.Joined<ClientRequest> joined = null;
    if (observation.value() instanceof ClientRequest row && row.getRequestId() != null) {
      joined = join.came(row.getRequestId(), row.getStatus(), row);
    } else if (observation.value() instanceof ProxiedRequest failed) {
      joined = join.failed(failed.getRequestId(), failed.getBackEnd());
    }
    if (joined != null) {
      context.forward(new Record<>(joined.backEnd(), joined.row(), record.timestamp()));
    }
  }
}
