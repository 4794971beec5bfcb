/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator;

import io.hop444.simulator.estate.Estate;
import io.hop444.simulator.plan.Fault;
import io.hop444.simulator.plan.FaultKind;
import io.hop444.simulator.plan.Simulation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The estate of the demo: two sites with three servers. The settings of port 444 vanish from one
 * back end some time after the start and come back later.
 */
public final class DemoEstate {

  /** The back end that breaks. */
  public static final String BROKEN_SERVER = "OSL-EX02";

  private static final double REQUESTS_PER_SECOND = 12;
  private static final Duration HISTORY = Duration.ofMinutes(2);

  private DemoEstate() {}

  /**
   * Starts to write; the last two minutes before now are written at once.
   *
   * @param breakAfter time from now to the fault
   * @param repairAfter time from the fault to its repair
   */
  public static LiveEstate start(
      Path directory, Clock clock, Duration breakAfter, Duration repairAfter) throws IOException {
    Instant now = clock.instant();
    Instant broken = now.plus(breakAfter);
    Fault fault =
        Fault.between(FaultKind.BINDING_MISSING, BROKEN_SERVER, broken, broken.plus(repairAfter));
    Simulation simulation =
        new Simulation(
            Estate.demo(),
            List.of(fault),
            now.minus(HISTORY),
            REQUESTS_PER_SECOND,
            now.getEpochSecond());
    return LiveEstate.start(simulation, directory, clock);
  }

  /**
   * Runs the demo's estate until the process ends: {@code DemoEstate DIRECTORY [BREAK-AFTER
   * [REPAIR-AFTER]]}, times as ISO-8601 durations, by default PT30S and PT5M.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length < 1 || arguments.length > 3) {
      System.err.println("usage: DemoEstate DIRECTORY [BREAK-AFTER [REPAIR-AFTER]]");
      System.exit(2);
    }
    Duration breakAfter = Duration.parse(arguments.length > 1 ? arguments[1] : "PT30S");
    Duration repairAfter = Duration.parse(arguments.length > 2 ? arguments[2] : "PT5M");
    LiveEstate estate = start(Path.of(arguments[0]), Clock.systemUTC(), breakAfter, repairAfter);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    estate.close();
                  } catch (IOException e) {
                    System.err.println(e.getMessage());
                  }
                }));
    System.out.printf(
        "Estate is written. directory=%s server=%s breakAfter=%s repairAfter=%s%n",
        arguments[0], BROKEN_SERVER, breakAfter, repairAfter);
    Thread.currentThread().join();
  }
}
