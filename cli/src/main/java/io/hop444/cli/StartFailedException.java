/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli;

/** A child did not start; the message has the last lines of its log. */
public final class StartFailedException extends Exception {

  /** Nothing else failed. */
  public StartFailedException(String message) {
    super(message);
  }

  /** Something else failed first. */
  public StartFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
