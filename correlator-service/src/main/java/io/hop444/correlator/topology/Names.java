/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

/**
 * Names of the topology's parts. They are part of changelog and consumer-group names, so a change
 * orphans state.
 */
final class Names {

  static final String PROXIED_REQUESTS = "proxied-requests";
  static final String BACK_END_REQUESTS = "back-end-requests";
  static final String HOST_EVENTS = "host-events";
  static final String BINDING_SNAPSHOTS = "binding-snapshots";
  static final String READ_PROGRESS = "read-progress";
  static final String CLIENT_REQUESTS = "client-requests";
  static final String FAILED_REQUESTS = "failed-requests";
  static final String RELAYED_EVIDENCE = "relayed-evidence";
  static final String RELAY = "relay";
  static final String FIRST_HOP = "first-hop";
  static final String FAILED_REQUESTS_OUT = "failed-requests-out";
  static final String SIGNALS_OUT = "signals-out";
  static final String FIRST_HOPS_OUT = "first-hops-out";

  /** Key of relayed evidence that is for every task. */
  static final String EVERY_TASK = "*";

  static final String BACK_END = "back-end";
  static final String STATES = "back-end-states";
  static final String FIRST_HOPS = "first-hops";
  static final String INCIDENTS = "incidents";
  static final String FINDINGS = "findings";
  static final String GAPS = "gaps";
  static final String DEAD_LETTERS = "dead-letters";
  static final String FIRST_HOP_DEAD_LETTERS = "first-hop-dead-letters";

  private Names() {}
}
