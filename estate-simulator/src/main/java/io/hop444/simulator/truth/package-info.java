/** What really happened in the simulated estate, to compare a report with. */
package io.hop444.simulator.truth;
