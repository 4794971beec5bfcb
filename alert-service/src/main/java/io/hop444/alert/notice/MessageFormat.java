/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.notice;

import java.time.Instant;

/** Writes notices as one kind of receiver wants them. Thread-safe. */
@FunctionalInterface
public interface MessageFormat {

  /**
   * @param now wall clock; signatures carry it
   */
  OutgoingMessage write(Notice notice, Instant now);
}
