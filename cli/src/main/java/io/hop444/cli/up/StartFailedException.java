/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.up;

/** A child did not start; the message has the last lines of its log. */
public final class StartFailedException extends Exception {

  StartFailedException(String message) {
    super(message);
  }

  StartFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
