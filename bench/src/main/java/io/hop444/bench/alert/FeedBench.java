/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.bench.alert;

import io.hop444.bench.ProcessFigures;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/** From Kafka to every one of many clients of the live feed. */
final class FeedBench {

  private FeedBench() {}

  static void run(Path work, Path jar, FeedCrowd.Way way) throws Exception {
    int clients = AlertBench.setting("clients", 5_000);
    int perSecond = AlertBench.setting("events-per-second", 2);
    int seconds = AlertBench.setting("seconds", 90);
    int warmUp = 20 * perSecond;
    AtomicLongArray sentAt = new AtomicLongArray(warmUp + perSecond * seconds);
    try (AlertStack stack =
            new AlertStack(work, jar, Map.of("alert.feed.max-clients", "" + (clients + 10)));
        FeedCrowd crowd = new FeedCrowd(clients, way, stack.port(), stack.token(), sentAt)) {
      follow(stack, sentAt, 0, warmUp, perSecond);
      crowd.restart();
      ProcessFigures before = ProcessFigures.of(stack.pid());
      int half = warmUp + perSecond * seconds / 2;
      follow(stack, sentAt, warmUp, half, perSecond);
      long middle = ProcessFigures.of(stack.pid()).residentMegabytes();
      follow(stack, sentAt, half, sentAt.length(), perSecond);
      long wanted = (long) clients * perSecond * seconds;
      for (int i = 0; i < 100 && crowd.events() < wanted; i++) {
        Thread.sleep(50);
      }
      ProcessFigures after = ProcessFigures.of(stack.pid());
      System.out.printf(
          "| %,d clients (%s), %d events/s | events received | of | p50 ms | p99 ms | max ms | RSS"
              + " before, half, after MB | CPU s/s | clients lost"
              + " |%n|---|--:|--:|--:|--:|--:|--:|--:|--:|%n",
          clients, way.words(), perSecond);
      System.out.printf(
          "| hop444 | %,d | %,d | %d | %d | %d | %d, %d, %d | %.2f | %d |%n",
          crowd.events(),
          wanted,
          crowd.percentile(0.5),
          crowd.percentile(0.99),
          crowd.percentile(1),
          before.residentMegabytes(),
          middle,
          after.residentMegabytes(),
          (after.cpuSeconds() - before.cpuSeconds()) / seconds,
          crowd.ended());
    }
  }

  private static void follow(
      AlertStack stack, AtomicLongArray sentAt, int from, int to, int perSecond)
      throws InterruptedException {
    long start = System.nanoTime();
    for (int number = from; number < to; number++) {
      long due = start + (number - from) * 1_000_000_000L / perSecond;
      long wait = due - System.nanoTime();
      if (wait > 0) {
        Thread.sleep(wait / 1_000_000, (int) (wait % 1_000_000));
      }
      sentAt.set(number, System.nanoTime());
      stack.send(Load.change("lat", number, 1, 1));
    }
  }
}
