/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

import java.time.Instant;

/** What follows an attempt to deliver. */
public sealed interface NextStep {

  /** Nothing: the receiver has it. */
  record Finish() implements NextStep {}

  /** Try again. */
  record RetryAt(Instant at) implements NextStep {}

  /** It has been tried for too long. */
  record GiveUp() implements NextStep {}

  /** The receiver wants nothing more: send nothing until an operator says otherwise. */
  record DisableTarget() implements NextStep {}
}
