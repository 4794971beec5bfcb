/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.up;

import io.hop444.cli.StartFailedException;
import io.hop444.localstack.LocalStackException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Keeps children running: one that ends is started again, later each time it fails. Thread-safe.
 */
final class Supervisor {

  /**
   * How long to wait before a child is started again.
   *
   * @param first after it had run well
   * @param most however often it fails
   * @param healthy a child that ran that long had run well
   */
  record BackOff(Duration first, Duration most, Duration healthy) {

    static final BackOff DEFAULT =
        new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(1));

    Duration after(Duration last, Duration ran) {
      if (last.isZero() || ran.compareTo(healthy) >= 0) {
        return first;
      }
      Duration doubled = last.multipliedBy(2);
      return doubled.compareTo(most) > 0 ? most : doubled;
    }
  }

  private static final Duration STARTING_STOP_LIMIT = Duration.ofSeconds(10);

  private final PidFile pids;
  private final PrintWriter messages;
  private final BackOff backOff;
  private final Object lock = new Object();
  private final Map<String, Child.Running> running = new LinkedHashMap<>();
  private final Map<String, ProcessHandle> processes = new LinkedHashMap<>();
  private final List<Thread> watchers = new ArrayList<>();
  private boolean stopping;

  Supervisor(PidFile pids, PrintWriter messages, BackOff backOff) {
    this.pids = pids;
    this.messages = messages;
    this.backOff = backOff;
  }

  /** Starts a child and returns when it answers; from then on it is brought back when it ends. */
  Child.Running start(Child child)
      throws StartFailedException, LocalStackException, InterruptedException {
    Child.Running first = launch(child);
    Thread watcher = new Thread(() -> watch(child, first), child.name() + "-watcher");
    watcher.setDaemon(true);
    synchronized (lock) {
      if (stopping) {
        throw new InterruptedException("stopping");
      }
      watchers.add(watcher);
    }
    watcher.start();
    return first;
  }

  /** Starts several at once and returns when all answer. */
  void startTogether(List<? extends Child> children)
      throws StartFailedException, LocalStackException, InterruptedException {
    List<Exception> failures = Collections.synchronizedList(new ArrayList<>());
    List<Thread> starters = new ArrayList<>();
    for (Child child : children) {
      Thread starter =
          new Thread(
              () -> {
                try {
                  start(child);
                } catch (StartFailedException
                    | LocalStackException
                    | InterruptedException
                    | RuntimeException e) {
                  failures.add(e);
                }
              },
              child.name() + "-start");
      starter.setDaemon(true);
      starter.start();
      starters.add(starter);
    }
    for (Thread starter : starters) {
      starter.join();
    }
    if (!failures.isEmpty()) {
      rethrow(failures.get(0));
    }
  }

  private static void rethrow(Exception failure)
      throws StartFailedException, LocalStackException, InterruptedException {
    if (failure instanceof StartFailedException e) {
      throw e;
    }
    if (failure instanceof LocalStackException e) {
      throw e;
    }
    if (failure instanceof InterruptedException e) {
      throw e;
    }
    throw new StartFailedException(String.valueOf(failure.getMessage()), failure);
  }

  /**
   * Stops the named children together and waits for their end; no child is started any more.
   * Children that do not run are none to stop.
   */
  void stop(List<String> names) {
    List<Thread> watching;
    synchronized (lock) {
      stopping = true;
      watching = List.copyOf(watchers);
    }
    watching.forEach(Thread::interrupt);
    List<Thread> stoppers = new ArrayList<>();
    for (String name : names) {
      Child.Running child;
      ProcessHandle process;
      synchronized (lock) {
        child = running.remove(name);
        process = processes.remove(name);
      }
      if (process != null) {
        Runnable stop = child != null ? child::stop : () -> stopStarting(process);
        Thread stopper = new Thread(stop, name + "-stop");
        stopper.start();
        stoppers.add(stopper);
      }
    }
    for (Thread stopper : stoppers) {
      try {
        stopper.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    names.forEach(this::forget);
  }

  private Child.Running launch(Child child)
      throws StartFailedException, LocalStackException, InterruptedException {
    Child.Running started = child.start(process -> remember(child.name(), process));
    synchronized (lock) {
      if (!stopping) {
        running.put(child.name(), started);
        return started;
      }
    }
    started.stop();
    throw new InterruptedException("stopping");
  }

  private static void stopStarting(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().get(STARTING_STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
    }
  }

  private void watch(Child child, Child.Running first) {
    Child.Running current = first;
    Duration pause = Duration.ZERO;
    try {
      while (true) {
        long since = System.nanoTime();
        awaitEnd(current);
        if (isStopping()) {
          return;
        }
        Duration ran = Duration.ofNanos(System.nanoTime() - since);
        current.stop();
        say(child.name() + " " + current.ending() + ". Starting it again.");
        pause = backOff.after(pause, ran);
        current = null;
        while (current == null) {
          Thread.sleep(pause.toMillis());
          try {
            current = launch(child);
            say(child.name() + " is back, process " + current.process().pid() + ".");
          } catch (StartFailedException | LocalStackException e) {
            pause = backOff.after(pause, Duration.ZERO);
            say(e.getMessage() + "\nTrying again in " + pause.toSeconds() + " s.");
          }
        }
      }
    } catch (InterruptedException e) {
      // stop() wants this thread to end.
    }
  }

  private static void awaitEnd(Child.Running child) throws InterruptedException {
    try {
      child.process().onExit().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean isStopping() {
    synchronized (lock) {
      return stopping;
    }
  }

  private void remember(String name, ProcessHandle process) {
    synchronized (lock) {
      processes.put(name, process);
    }
    try {
      pids.put(name, process);
    } catch (IOException e) {
      say("pids.json cannot be written: " + e + ".");
    }
  }

  private void forget(String name) {
    try {
      pids.remove(name);
    } catch (IOException e) {
      say("pids.json cannot be written: " + e + ".");
    }
  }

  private void say(String message) {
    messages.println("hop444: " + message);
    messages.flush();
  }
}
