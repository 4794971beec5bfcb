/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.engine;

import io.hop444.simulator.estate.Server;
import io.hop444.simulator.inventory.Bindings;
import io.hop444.simulator.plan.FaultKind;
import io.hop444.simulator.traffic.Caller;
import java.util.ArrayList;
import java.util.List;

/** A server while the simulation runs. */
final class ServerState {

  private final Server server;
  private final ServerLogs logs;
  private final Bindings bindings;
  private final Caller probe;
  private final List<ActiveFault> faults = new ArrayList<>();
  private boolean unexplained;
  private boolean failedInBackground;

  ServerState(Server server, ServerLogs logs, Bindings bindings, Caller probe) {
    this.server = server;
    this.logs = logs;
    this.bindings = bindings;
    this.probe = probe;
  }

  Server server() {
    return server;
  }

  ServerLogs logs() {
    return logs;
  }

  Bindings bindings() {
    return bindings;
  }

  /** The health mailbox of this server. */
  Caller probe() {
    return probe;
  }

  /** Faults that hold this server now. */
  List<ActiveFault> faults() {
    return faults;
  }

  boolean has(FaultKind kind) {
    for (ActiveFault fault : faults) {
      if (fault.kind() == kind) {
        return true;
      }
    }
    return false;
  }

  boolean isDown() {
    return has(FaultKind.BACK_END_UNREACHABLE);
  }

  /** False while clients cannot reach this front end. */
  boolean isOpenToClients() {
    return !isDown() && !has(FaultKind.FRONT_DOOR_CERTIFICATE);
  }

  /** True when neither inventories nor events that explain a fault are collected here. */
  boolean isUnexplained() {
    return unexplained;
  }

  void leaveUnexplained() {
    unexplained = true;
  }

  /** True when a request may fail without a fault: never two in a row on one back end. */
  boolean mayFailInBackground(boolean fails) {
    boolean may = fails && !failedInBackground;
    failedInBackground = may;
    return may;
  }
}
