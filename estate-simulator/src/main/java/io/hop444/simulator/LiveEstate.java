/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator;

import io.hop444.simulator.engine.Engine;
import io.hop444.simulator.plan.Fault;
import io.hop444.simulator.plan.Simulation;
import io.hop444.simulator.truth.Truth;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * An estate that writes its logs as time goes by. Rows reach their files within a quarter of a
 * second; files that are there are continued. All methods may be called from any thread.
 */
public final class LiveEstate implements AutoCloseable {

  private static final Duration TICK = Duration.ofMillis(200);

  private final Engine engine;
  private final Clock clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread writer;
  private IOException failure;

  private LiveEstate(Engine engine, Clock clock) {
    this.engine = engine;
    this.clock = clock;
    this.writer = new Thread(this::write, "estate-simulator");
    writer.setDaemon(true);
  }

  /**
   * Starts to write.
   *
   * @param simulation starts at its own {@code from}: what lies before the clock's time is written
   *     at once
   * @param clock tells how far to play
   */
  public static LiveEstate start(Simulation simulation, Path directory, Clock clock)
      throws IOException {
    Files.createDirectories(directory);
    LiveEstate estate = new LiveEstate(new Engine(simulation, directory), clock);
    estate.advance();
    estate.writer.start();
    return estate;
  }

  /** Lets something break, at once when its beginning is past. */
  public void add(Fault fault) {
    synchronized (engine) {
      engine.add(fault);
    }
  }

  /** What happened so far. */
  public Truth truth() {
    synchronized (engine) {
      return engine.truth();
    }
  }

  /**
   * Writes what is due and stops.
   *
   * @throws IOException when rows could not be written, now or before
   */
  @Override
  public void close() throws IOException {
    closing.countDown();
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw new IOException("The estate's logs could not be written.", failure);
    }
    advance();
  }

  private void write() {
    try {
      while (!closing.await(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
        advance();
      }
    } catch (IOException e) {
      failure = e;
    } catch (UncheckedIOException e) {
      failure = e.getCause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void advance() throws IOException {
    synchronized (engine) {
      engine.playUntil(clock.instant());
      engine.flush();
    }
  }
}
