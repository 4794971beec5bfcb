/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.schemas;

import io.hop444.wire.BackEndRequest;
import io.hop444.wire.BindingSnapshot;
import io.hop444.wire.ClientRequest;
import io.hop444.wire.HostEvent;
import io.hop444.wire.HttpError;
import io.hop444.wire.ProxiedRequest;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

/** When what a record of evidence tells happened. */
public final class RecordTime {

  private RecordTime() {}

  /** Null for records that tell of no moment in the estate, such as dead letters. */
  public static Instant of(SpecificRecord value) {
    if (value instanceof ProxiedRequest row) {
      return row.getEndedAt();
    }
    if (value instanceof ClientRequest row) {
      return row.getEndedAt();
    }
    if (value instanceof BackEndRequest row) {
      return row.getEndedAt();
    }
    if (value instanceof HttpError row) {
      return row.getAt();
    }
    if (value instanceof HostEvent event) {
      return event.getAt();
    }
    return value instanceof BindingSnapshot snapshot ? snapshot.getTakenAt() : null;
  }
}
