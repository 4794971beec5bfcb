/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.schemas;

/** Bytes that are no record of any released schema. The reader sends them to the dead letters. */
public final class UndecodableRecordException extends Exception {

  private static final long serialVersionUID = 1L;

  UndecodableRecordException(String message) {
    super(message);
  }

  UndecodableRecordException(String message, Throwable cause) {
    super(message, cause);
  }
}
