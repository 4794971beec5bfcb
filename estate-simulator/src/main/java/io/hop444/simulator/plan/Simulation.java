/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.plan;

import io.hop444.simulator.estate.Estate;
import io.hop444.simulator.estate.Server;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * All that decides what is written. Two equal simulations write the same bytes.
 *
 * @param from first moment of the logs
 * @param requestsPerSecond mean rate of people's requests over the whole estate; probes and health
 *     checks come on top
 */
public record Simulation(
    Estate estate, List<Fault> faults, Instant from, double requestsPerSecond, long seed) {

  public Simulation {
    Objects.requireNonNull(from, "from");
    faults = List.copyOf(faults);
    if (!(requestsPerSecond > 0 && requestsPerSecond <= 1_000_000)) {
      throw new IllegalArgumentException(
          "requestsPerSecond=" + requestsPerSecond + " must be above 0 and at most 1000000");
    }
    for (Fault fault : faults) {
      Server server = estate.server(fault.server());
      boolean fits =
          fault.kind().place() == FaultKind.Place.FRONT_END
              ? server.role().isFrontEnd()
              : server.role().isBackEnd();
      if (!fits) {
        throw new IllegalArgumentException(
            "fault=%s needs a %s and server=%s is not one"
                .formatted(fault.kind(), fault.kind().place(), server.name()));
      }
    }
  }
}
