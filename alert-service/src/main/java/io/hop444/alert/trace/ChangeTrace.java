/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.trace;

import io.hop444.tracing.TraceParent;
import java.time.Instant;

/**
 * The trace in which a change came.
 *
 * @param told the correlator's span
 * @param stored this service's, or the correlator's where there is none of ours
 * @param taken when the change was read
 */
public record ChangeTrace(TraceParent told, TraceParent stored, Instant taken) {

  /** What is kept with the notifications. */
  public String kept() {
    return stored.toString();
  }
}
