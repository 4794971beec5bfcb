/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.source;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;

/** Takes batches of records to where they are durable. Safe for use by many threads. */
public interface BatchShipping {

  /** Whether it is worth trying: false while Kafka is away. */
  boolean isReady();

  /**
   * Ships a batch.
   *
   * @return completes when all of it is durable, exceptionally when some of it may not be: then the
   *     whole batch is to be shipped again
   */
  CompletableFuture<Void> ship(List<? extends SpecificRecord> batch);
}
