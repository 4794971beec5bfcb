/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.notice;

/** Tells one target. Thread-safe. */
public interface Sender {

  /** Sends; expected failures are in the outcome. */
  Attempt send(Notice notice) throws InterruptedException;

  /** What would be sent, without secrets. */
  String preview(Notice notice);
}
