/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.inventory;

import io.hop444.wire.DeadLetterReason;

/** A document that cannot be taken; the message names the field. */
final class UnusableDocumentException extends Exception {

  private final DeadLetterReason reason;

  UnusableDocumentException(DeadLetterReason reason, String message) {
    super(message);
    this.reason = reason;
  }

  DeadLetterReason reason() {
    return reason;
  }
}
