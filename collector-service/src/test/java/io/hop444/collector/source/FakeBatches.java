/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.source;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.specific.SpecificRecord;

/** Stands for Kafka: acknowledges, waits or fails as the test says. */
public final class FakeBatches implements BatchShipping {

  private final List<SpecificRecord> acknowledged = new CopyOnWriteArrayList<>();
  private final List<Runnable> waiting = new ArrayList<>();
  private volatile boolean ready = true;
  private volatile boolean failing;
  private volatile boolean holding;

  public void ready(boolean now) {
    ready = now;
  }

  public void failing(boolean now) {
    failing = now;
  }

  public void holding(boolean now) {
    holding = now;
  }

  /** Acknowledges what was held back. */
  public synchronized void release() {
    waiting.forEach(Runnable::run);
    waiting.clear();
  }

  public synchronized int held() {
    return waiting.size();
  }

  @Override
  public boolean isReady() {
    return ready;
  }

  @Override
  public synchronized CompletableFuture<Void> ship(List<? extends SpecificRecord> batch) {
    if (failing) {
      return CompletableFuture.failedFuture(new IllegalStateException("the broker is away"));
    }
    CompletableFuture<Void> answer = new CompletableFuture<>();
    Runnable acknowledge =
        () -> {
          acknowledged.addAll(batch);
          answer.complete(null);
        };
    if (holding) {
      waiting.add(acknowledge);
    } else {
      acknowledge.run();
    }
    return answer;
  }

  public <T extends SpecificRecord> List<T> of(Class<T> type) {
    return acknowledged.stream().filter(type::isInstance).map(type::cast).toList();
  }

  public List<SpecificRecord> all() {
    return acknowledged;
  }
}
