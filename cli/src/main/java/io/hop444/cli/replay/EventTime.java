/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.replay;

import io.hop444.wire.BackEndRequest;
import io.hop444.wire.BindingSnapshot;
import io.hop444.wire.ClientRequest;
import io.hop444.wire.DeadLetter;
import io.hop444.wire.HostEvent;
import io.hop444.wire.HttpError;
import io.hop444.wire.ProxiedRequest;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

/** When what a record tells happened. */
final class EventTime {

  private EventTime() {}

  /** Null for a dead letter: nothing is known of it. */
  static Instant of(SpecificRecord value) {
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
    if (value instanceof BindingSnapshot snapshot) {
      return snapshot.getTakenAt();
    }
    if (value instanceof DeadLetter) {
      return null;
    }
    throw new IllegalArgumentException("a log has no " + value.getClass());
  }
}
