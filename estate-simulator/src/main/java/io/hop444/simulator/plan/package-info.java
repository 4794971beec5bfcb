/**
 * What shall happen in the estate: its faults, its load, its start and its seed. Values only; the
 * engine plays them.
 */
package io.hop444.simulator.plan;
