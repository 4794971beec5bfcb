/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.probe;

import io.hop444.collector.source.BatchShipping;
import io.hop444.collector.source.SiteDirectory;
import io.hop444.collector.source.SourceCounts;
import io.hop444.wire.BindingSnapshot;
import io.hop444.wire.ProbeOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Probes all targets in turn, evenly spread over the interval and never more often than the rate
 * allows. A probe whose record Kafka did not take is not repeated: the next one says more.
 */
public final class ProbeSchedule implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(ProbeSchedule.class);

  /** Targets that do not answer hold a thread for the timeout; the others must not wait. */
  private static final int THREADS = 8;

  private static final Duration NOT_READY_PAUSE = Duration.ofSeconds(1);

  private final List<ProbeTarget> targets;
  private final Duration spacing;
  private final TlsProbe probe;
  private final ProbeRecords records;
  private final SiteDirectory sites;
  private final BatchShipping shipping;
  private final InstantSource clock;
  private final SourceCounts counts = new SourceCounts();
  private final Map<ProbeTarget, ProbeOutcome> lastOutcomes = new ConcurrentHashMap<>();
  private final Set<ProbeTarget> running = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService timer;
  private final ExecutorService workers;
  private int next;

  /**
   * How probes are made.
   *
   * @param collector its id
   * @param every time between two probes of one target
   * @param maxPerMinute probes of all targets together
   * @param timeout of a connect, and of a handshake
   * @param roots what front ends trust; null when trust is not judged
   */
  public record Settings(
      String collector, Duration every, int maxPerMinute, Duration timeout, TrustedRoots roots) {}

  /** A schedule that is not running yet. */
  public ProbeSchedule(
      List<ProbeTarget> targets,
      Settings settings,
      SiteDirectory sites,
      BatchShipping shipping,
      InstantSource clock) {
    this.targets = List.copyOf(targets);
    this.spacing = spacing(targets.size(), settings.every(), settings.maxPerMinute());
    this.probe = new TlsProbe(settings.timeout(), settings.roots());
    this.records = new ProbeRecords(settings.collector());
    this.sites = sites;
    this.shipping = shipping;
    this.clock = clock;
    this.timer = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "probe-timer"));
    this.workers = Executors.newFixedThreadPool(THREADS, task -> daemon(task, "probe"));
  }

  /** Time between two probes: the interval spread over the targets, bounded by the rate. */
  static Duration spacing(int targets, Duration every, int maxPerMinute) {
    Duration even = every.dividedBy(Math.max(1, targets));
    Duration least = Duration.ofMinutes(1).dividedBy(maxPerMinute);
    return even.compareTo(least) < 0 ? least : even;
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Starts probing. */
  public void start() {
    pause(Duration.ZERO);
    LOG.infof(
        "Port 444 is probed. targets=%d spacingMillis=%d", targets.size(), spacing.toMillis());
  }

  private void pause(Duration pause) {
    try {
      var unused = timer.schedule(this::turn, pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException stopping) {
      LOG.debug("The schedule of probes ends.");
    }
  }

  /** Nothing is probed while its result could not be shipped. */
  private void turn() {
    boolean ready = shipping.isReady();
    if (ready) {
      probeNext();
    }
    pause(ready ? spacing : NOT_READY_PAUSE);
  }

  private void probeNext() {
    ProbeTarget target = targets.get(next);
    next = (next + 1) % targets.size();
    if (!running.add(target)) {
      return;
    }
    try {
      workers.execute(
          () -> {
            try {
              probe(target);
            } catch (RuntimeException e) {
              LOG.errorf(e, "A probe failed; the next one is made as planned. target=%s", target);
            } finally {
              running.remove(target);
            }
          });
    } catch (RejectedExecutionException stopping) {
      running.remove(target);
    }
  }

  private void probe(ProbeTarget target) {
    Instant at = clock.instant();
    ProbeResult result = probe.probe(target, at);
    ProbeOutcome before = lastOutcomes.put(target, result.outcome());
    if (before != result.outcome()) {
      LOG.infof(
          "A probe came to another outcome. target=%s outcome=%s before=%s reason=%s",
          target.endpoint(), result.outcome(), before, result.detail());
    }
    BindingSnapshot snapshot = records.snapshot(sites.siteOf(target.server()), target, result, at);
    var unused =
        shipping
            .ship(List.of(snapshot))
            .whenComplete(
                (nothing, failure) -> {
                  if (failure == null) {
                    counts.acknowledged(1, 0, 0);
                  } else {
                    counts.failed();
                  }
                });
  }

  /** What was shipped. */
  public SourceCounts counts() {
    return counts;
  }

  /** Number of targets whose last probe came to this outcome. */
  public long targetsWith(ProbeOutcome outcome) {
    return lastOutcomes.values().stream().filter(outcome::equals).count();
  }

  @Override
  public void close() {
    timer.shutdownNow();
    workers.shutdownNow();
  }
}
