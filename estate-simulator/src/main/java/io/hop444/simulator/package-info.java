/**
 * Writes the logs of a made-up Exchange estate with known truth: {@link
 * io.hop444.simulator.EstateSimulator} a whole span at once, {@link io.hop444.simulator.LiveEstate}
 * as time goes by. Estates are described in {@code estate}, faults in {@code plan}, what happened
 * in {@code truth}. Nothing here knows the services of hop444.
 */
package io.hop444.simulator;
