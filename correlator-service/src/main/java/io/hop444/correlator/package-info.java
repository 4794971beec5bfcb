/**
 * The correlator: reads evidence from Kafka, decides per back end whether its port 444 fails and
 * why, and writes incidents, findings and gaps back.
 *
 * <pre>
 *   Kafka ─► topology (shell: keys, state, time) ─► domain (rules) ─► topology ─► Kafka
 * </pre>
 *
 * <p>Here is only wiring: start, stop, health. Next: {@code topology}, then {@code domain}.
 */
package io.hop444.correlator;
