/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.localstack;

/** The broker or the database cannot start or stop; the message says why and what to do. */
public final class LocalStackException extends Exception {

  /** Why. */
  public enum Reason {
    /** Another process listens on the port. */
    PORT_IN_USE,
    /** A running broker or database uses the data directory. */
    DATA_IN_USE,
    /** The data directory cannot be created, read or written. */
    DATA_NOT_WRITABLE,
    /** The data directory is there but its content is not usable. */
    DATA_DAMAGED,
    /** Not enough free space on the disk of the data directory. */
    DISK_FULL,
    /** This machine or user cannot run it. */
    UNSUPPORTED,
    /** It did not start, or stopped at once. */
    START_FAILED
  }

  private final Reason reason;

  LocalStackException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  LocalStackException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** Why it failed. */
  public Reason reason() {
    return reason;
  }
}
