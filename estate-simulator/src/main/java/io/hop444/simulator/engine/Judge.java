/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.engine;

import io.hop444.simulator.plan.FaultKind;
import io.hop444.simulator.traffic.Call;
import io.hop444.simulator.traffic.Outcome;
import io.hop444.simulator.traffic.Protocol;
import java.util.SplittableRandom;

/** Decides how a request ends. */
final class Judge {

  /**
   * @param fault the fault that made it fail, or null
   * @param background true when a healthy hop failed once
   */
  record Verdict(Outcome outcome, ActiveFault fault, boolean background) {}

  private static final Verdict SUCCESS = new Verdict(Outcome.SUCCESS, null, false);

  private final SplittableRandom random;

  Judge(SplittableRandom random) {
    this.random = random;
  }

  Verdict judge(ServerState frontEnd, ServerState target, Call call) {
    for (ActiveFault fault : frontEnd.faults()) {
      Outcome outcome = onFrontEnd(fault, call);
      if (outcome != null) {
        return new Verdict(outcome, fault, false);
      }
    }
    for (ActiveFault fault : target.faults()) {
      Outcome outcome = onBackEnd(fault, call);
      if (outcome != null) {
        return new Verdict(outcome, fault, false);
      }
    }
    // Noise would blur what a fault did.
    boolean healthy = frontEnd.faults().isEmpty() && target.faults().isEmpty();
    return healthy ? inHealth(target, call) : SUCCESS;
  }

  private Outcome onFrontEnd(ActiveFault fault, Call call) {
    return switch (fault.kind()) {
      case AUTH_CERTIFICATE ->
          call.protocol() == Protocol.OWA || call.protocol() == Protocol.ECP
              ? Outcome.AUTH_CERTIFICATE
              : null;
      case ROUTING -> random.nextInt(10) < 4 ? Outcome.ROUTING : null;
      case THROTTLING -> random.nextInt(10) < 3 ? Outcome.THROTTLING : null;
      case NAME_RESOLUTION -> Outcome.NAME_RESOLUTION;
      case FRONT_END_TRUST -> Outcome.TRUST_FAILURE;
      default -> null; // The other kinds break a back end or nothing.
    };
  }

  private Outcome onBackEnd(ActiveFault fault, Call call) {
    return switch (fault.kind().hop()) {
      case SEND_FAILURE -> Outcome.SEND_FAILURE;
      case TRUST_FAILURE ->
          fault.kind().place() == FaultKind.Place.BACK_END ? Outcome.TRUST_FAILURE : null;
      case CHANNEL_FAILURE -> Outcome.CHANNEL_FAILURE;
      case CONNECT_FAILURE -> Outcome.CONNECT_FAILURE;
      case HANDSHAKE_FAILURE -> handshakeFailure();
      case POOL_STOPPED -> call.protocol() == Protocol.OWA ? Outcome.POOL_STOPPED : null;
      case APPLICATION_ERROR -> random.nextInt(10) < 6 ? Outcome.APPLICATION_ERROR : null;
      case TIMEOUT -> random.nextInt(10) < 5 ? Outcome.TIMEOUT : null;
      case KERBEROS -> random.nextInt(10) < 7 ? Outcome.KERBEROS : null;
      case TRANSIENT -> fault.nextAsked() % 12 == 3 ? Outcome.SEND_FAILURE : null;
      case NONE, NAME_RESOLUTION, AUTH_CERTIFICATE, ROUTING, THROTTLING -> null;
    };
  }

  /** Which name a reset handshake leaves is not known for sure; it is not always the same. */
  private Outcome handshakeFailure() {
    return switch (random.nextInt(5)) {
      case 0 -> Outcome.RECEIVE_FAILURE;
      case 1 -> Outcome.CONNECTION_CLOSED;
      default -> Outcome.SEND_FAILURE;
    };
  }

  private Verdict inHealth(ServerState target, Call call) {
    int lot = random.nextInt(20_000);
    if (target.mayFailInBackground(lot < 6)) {
      return new Verdict(lot < 3 ? Outcome.SEND_FAILURE : Outcome.KEEP_ALIVE_FAILURE, null, true);
    }
    if (lot < 500) {
      return new Verdict(ordinary(lot, call), null, false);
    }
    return SUCCESS;
  }

  private static Outcome ordinary(int lot, Call call) {
    if (lot < 150) {
      return Outcome.UNAUTHORIZED;
    }
    if (lot < 200) {
      return Outcome.FORBIDDEN;
    }
    if (lot < 250) {
      return Outcome.NOT_FOUND;
    }
    if (lot < 300) {
      return Outcome.CLIENT_DISCONNECT;
    }
    if (lot < 310) {
      return Outcome.APPLICATION_ERROR;
    }
    boolean signsIn = call.protocol() == Protocol.OWA || call.protocol() == Protocol.ECP;
    return signsIn ? Outcome.SIGN_IN_REDIRECT : Outcome.CHALLENGE;
  }
}
