/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hop444.alert.domain.DeliveryOutcome;
import io.hop444.alert.domain.RetrySchedule;
import io.hop444.alert.notice.Attempt;
import io.hop444.alert.notice.Notice;
import io.hop444.alert.notice.Sender;
import io.hop444.alert.postgres.PostgresTargets;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The threads of one target. */
class TargetQueueTest {

  private static final Duration SENDING = Duration.ofSeconds(18);
  private static final Instant LONG_ENOUGH = MemoryOutbox.NOW.plus(SENDING);

  private final MemoryOutbox outbox = new MemoryOutbox();
  private final BlockingQueue<String> sent = new LinkedBlockingQueue<>();
  private final CountDownLatch answers = new CountDownLatch(1);
  private TargetQueue queue = queue(outbox, new CountDownLatch(0));

  /** One worker, whose receiver answers when {@code answers} says so. */
  private TargetQueue queue(MemoryOutbox of, CountDownLatch answers) {
    Sender sender =
        new Sender() {
          @Override
          public Attempt send(Notice notice) throws InterruptedException {
            sent.add(notice.id());
            answers.await();
            return new Attempt(DeliveryOutcome.ofStatus(204, Optional.empty()), "");
          }

          @Override
          public String preview(Notice notice) {
            return "";
          }
        };
    Outcomes outcomes =
        new Outcomes(
            of,
            new PostgresTargets() {},
            new RetrySchedule(Duration.ofSeconds(1), Duration.ofMinutes(10), Duration.ofDays(3)),
            new SimpleMeterRegistry(),
            Clock.fixed(MemoryOutbox.NOW, ZoneOffset.UTC));
    return new TargetQueue(
        "desk", sender, of, outcomes, new TargetQueue.Capacity(1, SENDING, Duration.ofSeconds(20)));
  }

  private static long in(Duration time) {
    return System.nanoTime() + time.toNanos();
  }

  @AfterEach
  void stop() throws InterruptedException {
    answers.countDown();
    queue.stop(in(Duration.ofSeconds(5)));
  }

  @Test
  void shouldGoOnAfterAMistake() {
    outbox.failNextClaim(
        () -> {
          throw new IllegalStateException("of the claimer");
        });
    outbox.failNextNote(
        () -> {
          // Not before: the two might be noted together, and fail together.
          outbox.due.add(List.of(MemoryOutbox.claimed(2, LONG_ENOUGH)));
          throw new IllegalStateException("of the noter");
        });
    outbox.due.add(List.of(MemoryOutbox.claimed(1, LONG_ENOUGH)));

    queue.start();

    await().atMost(Duration.ofSeconds(10)).until(() -> outbox.notedIds().contains(2L));
  }

  @Test
  void shouldNoteWhatIsKnownAndGiveBackTheRestWhenItStops() throws Exception {
    queue = queue(outbox, answers);
    outbox.due.add(
        List.of(
            MemoryOutbox.claimed(1, LONG_ENOUGH),
            MemoryOutbox.claimed(2, LONG_ENOUGH),
            MemoryOutbox.claimed(3, LONG_ENOUGH)));
    queue.start();
    assertThat(sent.poll(10, TimeUnit.SECONDS)).isEqualTo("msg_1");

    CompletableFuture<Void> stopped =
        CompletableFuture.runAsync(
            () -> {
              try {
                queue.stop(in(Duration.ofSeconds(20)));
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    await().atMost(Duration.ofSeconds(10)).until(() -> outbox.givenBack.size() == 2);
    answers.countDown();
    stopped.get(20, TimeUnit.SECONDS);

    assertThat(outbox.notedIds()).containsExactly(1L);
    assertThat(outbox.givenBackIds()).containsExactly(2L, 3L);
    assertThat(sent).isEmpty();
  }

  @Test
  void shouldNoteWhatIsKnownWhenAReceiverIsTooSlowForTheStop() throws Exception {
    CountDownLatch noting = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    queue = queue(outbox, answers);
    queue.start();
    outbox.failNextNote(
        () -> {
          noting.countDown();
          awaitQuietly(goOn);
        });
    outbox.due.add(List.of(MemoryOutbox.claimed(1, MemoryOutbox.NOW)));
    assertThat(noting.await(10, TimeUnit.SECONDS)).isTrue();
    outbox.due.add(List.of(MemoryOutbox.claimed(2, LONG_ENOUGH)));
    queue.wake();
    assertThat(sent.poll(10, TimeUnit.SECONDS)).isEqualTo("msg_2");

    goOn.countDown();
    queue.stop(in(Duration.ofMillis(100)));

    assertThat(outbox.givenBackIds()).containsExactly(1L);
    assertThat(outbox.noted).isEmpty();
  }

  private static void awaitQuietly(CountDownLatch latch) throws SQLException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new SQLException("interrupted", e);
    }
  }

  /** Who holds what a slow database gave too late must not claim more and more. */
  @Test
  void shouldNotTakeForPaceWhatItDidNotSend() {
    Set<Integer> limits = ConcurrentHashMap.newKeySet();
    AtomicInteger claims = new AtomicInteger();
    long from = System.nanoTime();
    MemoryOutbox late =
        new MemoryOutbox() {
          @Override
          public List<Claimed> claim(String target, int limit, Duration lease) {
            limits.add(limit);
            return List.of(claimed(claims.incrementAndGet(), MemoryOutbox.NOW));
          }
        };
    queue = queue(late, answers);

    queue.start();

    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> claims.get() > 10 && System.nanoTime() - from > 600_000_000L);
    assertThat(limits).containsExactly(1);
    assertThat(sent).isEmpty();
  }
}
