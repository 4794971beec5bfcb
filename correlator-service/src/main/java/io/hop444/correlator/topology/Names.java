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
  static final String BACK_END = "back-end";
  static final String STATES = "back-end-states";
  static final String INCIDENTS = "incidents";
  static final String FINDINGS = "findings";
  static final String GAPS = "gaps";
  static final String DEAD_LETTERS = "dead-letters";

  private Names() {}
}
