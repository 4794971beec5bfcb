/**
 * Requests: who calls, what is called, how the second hop ends, and the rows that front end and
 * back end write about it. Which request fails is decided by the engine.
 *
 * <p>No row of a failed handshake on port 444 has been published. Those rows are constructed from
 * the way the proxy writes its columns; see {@link io.hop444.simulator.traffic.Outcome}.
 */
package io.hop444.simulator.traffic;
