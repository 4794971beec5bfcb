/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

/** Writes a state part by part and reads it back. */
final class StateCopy {

  private StateCopy() {}

  static BackEndState of(BackEndState state) {
    StateTape tape = new StateTape();
    state.writeTo(tape);
    return BackEndState.readFrom(tape, Thresholds.DEFAULT);
  }

  static Chronicle of(Chronicle chronicle) {
    StateTape tape = new StateTape();
    chronicle.writeTo(tape);
    return Chronicle.readFrom(tape, Thresholds.DEFAULT);
  }
}
