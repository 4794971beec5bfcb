/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

/** The stored state is of another build; the message says what to do. */
public final class UnreadableStateException extends IllegalStateException {

  private static final long serialVersionUID = 1;

  UnreadableStateException(byte found, byte known) {
    super(
        "state of version "
            + found
            + " cannot be read by this build, which knows version "
            + known
            + "; set correlator.application-id to a name that was not used before, and the records"
            + " in Kafka are judged anew");
  }
}
