/**
 * The Kafka Streams shell around {@link io.hop444.correlator.domain}: topics and stores by name,
 * wire records to evidence, outcomes to wire records, state to bytes.
 *
 * <pre>
 *   proxied-requests ─┐
 *   back-end-requests ┤                                 ┌─► incidents
 *   host-events ──────┼─► back-end (store: states) ─────┼─► findings
 *   binding-snapshots ┤                                 ├─► gaps
 *   read-progress ────┤                                 └─► dead-letters
 *   relayed-evidence ─┘
 *
 *   proxied-requests, host-events ─► relay ─► failed-requests, relayed-evidence (for every task)
 *   client-requests, failed-requests ─► first-hop ─► relayed-evidence (for the back end)
 * </pre>
 *
 * <p>{@link io.hop444.correlator.topology.Correlation} is the same path without Kafka, for replays.
 * Not here: any rule of what makes an incident.
 */
package io.hop444.correlator.topology;
