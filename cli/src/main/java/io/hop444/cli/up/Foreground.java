/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.up;

import io.hop444.cli.ConfigurationException;
import io.hop444.cli.StartFailedException;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs something until a signal ends this process. A signal is the normal way to end it, so the
 * exit status is then 0 (the JVM's own would be 130 or 143).
 */
public final class Foreground {

  /** What to start; returns when it runs. */
  public interface Start {
    /** Starts it. */
    void run() throws ConfigurationException, StartFailedException, InterruptedException;
  }

  private Foreground() {}

  /**
   * Starts, then waits for SIGINT or SIGTERM.
   *
   * @param stop undoes the start, also one that is not complete or failed; called once
   * @return never, unless the thread is interrupted
   */
  public static int run(PrintWriter messages, Runnable stop, Start start)
      throws ConfigurationException, StartFailedException, InterruptedException {
    AtomicBoolean stopped = new AtomicBoolean();
    CountDownLatch forEver = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              if (stopped.compareAndSet(false, true)) {
                messages.println("hop444: stopping");
                messages.flush();
                stop.run();
                messages.println("hop444: stopped");
                messages.flush();
                Runtime.getRuntime().halt(0);
              }
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      start.run();
      forEver.await();
      return 0;
    } catch (ConfigurationException
        | StartFailedException
        | InterruptedException
        | RuntimeException e) {
      if (stopped.compareAndSet(false, true)) {
        stop.run();
        throw e;
      }
      // A signal came while starting: the hook ends this process.
      forEver.await();
      throw e;
    }
  }
}
