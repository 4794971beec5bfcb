/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.trace;

import io.hop444.tracing.TraceParent;
import java.time.Instant;
import org.apache.kafka.common.header.Header;

/**
 * A record on its way, as the header that it carries: the producer hands headers back with Kafka's
 * answer, so nothing else has to remember it.
 */
record TracedRow(TraceParent own, EncodedEvidence.Place place, Instant sentAt) implements Header {

  @Override
  public String key() {
    return TraceParent.HEADER;
  }

  @Override
  public byte[] value() {
    return own.toBytes();
  }
}
