/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.notice;

import io.hop444.tracing.TraceParent;

/** Tells one target. Thread-safe. */
public interface Sender {

  /** Sends; expected failures are in the outcome. */
  Attempt send(Notice notice) throws InterruptedException;

  /**
   * The same as a part of a trace, which receivers by HTTP are told.
   *
   * @param trace null when there is none
   */
  default Attempt send(Notice notice, TraceParent trace) throws InterruptedException {
    return send(notice);
  }

  /** What would be sent, without secrets. */
  String preview(Notice notice);
}
