/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import io.hop444.schemas.EncodedRecord;

/** Takes records to where they are durable. */
public interface Shipping {

  /** Whether more may be read: false while too much waits, or while Kafka is away. */
  boolean hasRoom();

  /**
   * Ships a record.
   *
   * @param delivered runs once it is durable, on any thread; never when it was lost
   */
  void ship(EncodedRecord made, Runnable delivered);

  /**
   * Number of times that records were lost on their way since the start. When it grows, everything
   * that is not acknowledged must be read again.
   */
  long losses();
}
