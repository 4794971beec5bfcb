/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.delivery;

import io.hop444.alert.domain.DeliveryOutcome;
import io.hop444.alert.domain.DeliveryReason;
import io.hop444.alert.notice.Attempt;
import io.hop444.alert.notice.Notice;
import io.hop444.alert.notice.Sender;
import io.hop444.alert.postgres.PostgresDeliveries;
import io.hop444.alert.postgres.PostgresDeliveries.Claimed;
import io.hop444.tracing.TraceParent;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * The deliveries to one target: a slow target delays no other. One thread claims what is due, ahead
 * of the workers as far as their pace allows; the workers send; one thread notes what came of it,
 * all that has come together in one transaction. Claims wait for a wake-up after a commit, and look
 * by themselves every second (retries, other replicas' changes).
 *
 * <p>Nothing is sent that its lease does not cover to the end: another replica may have it then.
 */
final class TargetQueue {

  private static final Logger LOG = Logger.getLogger(TargetQueue.class);
  private static final long LOOK_EVERY_MILLIS = 1_000;
  private static final long STOP_LOOK_MILLIS = 50;
  private static final int MOST_AT_ONCE = 500;

  /** After it nothing more is made. */
  private static final Outcomes.Made END = new Outcomes.Made(null, null);

  private final String target;
  private final Sender sender;
  private final PostgresDeliveries deliveries;
  private final Outcomes outcomes;
  private final Capacity capacity;
  private final Semaphore work = new Semaphore(0);
  private final Pace pace = new Pace();
  private final BlockingQueue<Claimed> claimed = new LinkedBlockingQueue<>();
  private final BlockingQueue<Outcomes.Made> made = new LinkedBlockingQueue<>();

  /** Claimed, and not sent or given back yet. */
  private final AtomicInteger unsent = new AtomicInteger();

  private final Thread claimer;
  private final Thread noter;
  private final List<Thread> workers = new ArrayList<>();
  private volatile boolean stopping;

  /** All is noted. */
  private volatile boolean ended;

  /**
   * @param workers deliveries at the same time
   * @param sending the longest that one may take
   * @param lease time until another worker may take a delivery that was not noted
   */
  record Capacity(int workers, Duration sending, Duration lease) {}

  TargetQueue(
      String target,
      Sender sender,
      PostgresDeliveries deliveries,
      Outcomes outcomes,
      Capacity capacity) {
    this.target = target;
    this.sender = sender;
    this.deliveries = deliveries;
    this.outcomes = outcomes;
    this.capacity = capacity;
    this.claimer = daemon(this::claim, "delivery-claimer-" + target);
    this.noter = daemon(this::note, "delivery-noter-" + target);
    for (int i = 0; i < capacity.workers(); i++) {
      workers.add(daemon(this::send, "delivery-worker-" + target));
    }
  }

  void start() {
    claimer.start();
    noter.start();
    workers.forEach(Thread::start);
  }

  void wake() {
    work.release();
  }

  /** Claims nothing more. */
  void beginToStop() {
    stopping = true;
    claimer.interrupt();
  }

  /**
   * Gives back what nobody has begun to send, and notes what came of the rest: until {@code
   * deadline} of {@link System#nanoTime} sending may go on, what takes longer is cut off and sent
   * again later.
   */
  void stop(long deadline) throws InterruptedException {
    beginToStop();
    join(claimer, deadline);
    List<Claimed> waiting = new ArrayList<>();
    claimed.drainTo(waiting);
    waiting.forEach(delivery -> made.add(new Outcomes.Made(delivery, null)));
    unsent.addAndGet(-waiting.size());
    while (unsent.get() > 0 && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(STOP_LOOK_MILLIS);
    }
    workers.forEach(Thread::interrupt);
    for (Thread worker : workers) {
      worker.join(STOP_LOOK_MILLIS);
    }
    made.add(END);
    join(noter, System.nanoTime() + TimeUnit.SECONDS.toNanos(1));
    List<Outcomes.Made> left = new ArrayList<>();
    made.drainTo(left);
    left.remove(END);
    if (!left.isEmpty()) {
      note(left);
    }
  }

  private static void join(Thread thread, long deadline) throws InterruptedException {
    thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
  }

  /** What a thread does until it is interrupted. */
  @FunctionalInterface
  private interface Task {
    void run() throws InterruptedException;
  }

  private Thread daemon(Task task, String name) {
    Thread thread = new Thread(() -> repeat(task), name);
    thread.setDaemon(true);
    return thread;
  }

  /** A mistake in one delivery must not end the thread for all. */
  private void repeat(Task task) {
    try {
      while (Thread.currentThread() == noter ? !ended : !stopping) {
        try {
          task.run();
        } catch (RuntimeException e) {
          LOG.errorf(e, "Deliveries go on after a mistake of this service. target=%s", target);
          TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void claim() throws InterruptedException {
    deliveries.awaitTables();
    int most = capacity.workers() + pace.ahead(System.nanoTime());
    int have = unsent.get();
    // Few at a time only while workers would idle: each claim costs as much as many rows.
    boolean idle = have < capacity.workers();
    List<Claimed> found = idle || have <= most / 2 ? claim(most - have) : List.of();
    unsent.addAndGet(found.size());
    claimed.addAll(found);
    if (found.isEmpty() && work.tryAcquire(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
      work.drainPermits();
    }
  }

  private List<Claimed> claim(int limit) {
    try {
      return deliveries.claim(target, limit, capacity.lease());
    } catch (SQLException e) {
      LOG.warnf(
          "Deliveries cannot be claimed; trying again. target=%s retryInMillis=%d reason=%s",
          target, LOOK_EVERY_MILLIS, e.getMessage());
      return List.of();
    }
  }

  private void send() throws InterruptedException {
    Claimed delivery = claimed.take();
    try {
      if (outcomes.isLeasedFor(capacity.sending(), delivery)) {
        made.add(new Outcomes.Made(delivery, attempt(delivery)));
        pace.sent(System.nanoTime());
      } else {
        made.add(new Outcomes.Made(delivery, null));
      }
    } finally {
      unsent.decrementAndGet();
      work.release();
    }
  }

  private Attempt attempt(Claimed delivery) throws InterruptedException {
    if (delivery.body() == null) {
      return Outcomes.TEXT_IS_GONE;
    }
    try {
      return sender.send(notice(delivery), TraceParent.parse(delivery.traceParent()));
    } catch (RuntimeException e) {
      LOG.errorf(e, "Delivery cannot be made. target=%s id=%d", target, delivery.id());
      return new Attempt(
          new DeliveryOutcome.Unreachable(DeliveryReason.UNREACHABLE), "it cannot be made: " + e);
    }
  }

  private void note() throws InterruptedException {
    List<Outcomes.Made> batch = new ArrayList<>(List.of(made.take()));
    made.drainTo(batch, MOST_AT_ONCE - 1);
    ended = batch.remove(END);
    if (!batch.isEmpty()) {
      note(batch);
    }
  }

  private void note(List<Outcomes.Made> batch) {
    try {
      outcomes.note(target, batch);
    } catch (SQLException e) {
      LOG.warnf(
          "Outcomes of deliveries were not noted; they are sent again with the same ids. target=%s"
              + " deliveries=%d reason=%s",
          target, batch.size(), e.getMessage());
    }
    // What comes after them can be claimed now.
    work.release();
  }

  private static Notice notice(Claimed delivery) {
    return Notice.of(delivery.webhookId(), delivery.kind(), delivery.subject(), delivery.body());
  }
}
