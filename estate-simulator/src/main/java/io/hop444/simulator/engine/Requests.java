/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.engine;

import io.hop444.simulator.event.EventKind;
import io.hop444.simulator.traffic.Call;
import io.hop444.simulator.traffic.Caller;
import io.hop444.simulator.traffic.Exchange;
import io.hop444.simulator.traffic.Exchange.Timing;
import io.hop444.simulator.traffic.Ids;
import io.hop444.simulator.traffic.Outcome;
import io.hop444.simulator.traffic.Outcome.Progress;
import java.io.IOException;
import java.util.SplittableRandom;

/** Lets a request happen: judged, counted, written, with the events it provokes. */
final class Requests {

  private final Judge judge;
  private final Journal journal;
  private final SplittableRandom random;
  private long backgroundFailures;

  Requests(SplittableRandom random) {
    this.random = random;
    judge = new Judge(random.split());
    journal = new Journal(random.split());
  }

  Journal journal() {
    return journal;
  }

  /** Requests that failed on a healthy second hop. */
  long backgroundFailures() {
    return backgroundFailures;
  }

  /** A request that the front end sends on to a back end, if nothing hinders it. */
  void send(ServerState frontEnd, ServerState target, Caller caller, Call call, long endMillis)
      throws IOException {
    Judge.Verdict verdict = judge.judge(frontEnd, target, call);
    Outcome outcome = verdict.outcome();
    boolean routed = outcome.isRouted();
    Exchange exchange =
        new Exchange(
            Ids.guid(random),
            caller,
            call,
            frontEnd.server(),
            routed ? target.server() : null,
            outcome,
            new Timing(endMillis, duration(outcome)));
    if (verdict.fault() != null) {
      verdict.fault().count(exchange);
      provoke(verdict.fault(), frontEnd, target, exchange);
    } else if (verdict.background()) {
      backgroundFailures++;
    }
    if (outcome.isAnonymous() && outcome.httpStatus() == 401) {
      journal.unproxied(frontEnd, exchange);
    } else {
      journal.proxied(frontEnd, target, exchange);
    }
  }

  /** A monitoring request that the front end answers itself. */
  void answerLocally(ServerState frontEnd, Caller caller, Call call, long endMillis)
      throws IOException {
    Exchange exchange =
        new Exchange(
            Ids.guid(random),
            caller,
            call,
            frontEnd.server(),
            frontEnd.server(),
            Outcome.LOCAL_ANSWER,
            new Timing(endMillis, 4 + random.nextInt(40)));
    journal.proxied(frontEnd, frontEnd, exchange);
  }

  /** The load balancer's check: only IIS logs it. */
  void checkHealth(ServerState frontEnd, Caller balancer, Call call, long endMillis)
      throws IOException {
    Exchange exchange =
        new Exchange(
            Ids.guid(random),
            balancer,
            call,
            frontEnd.server(),
            null,
            Outcome.SUCCESS,
            new Timing(endMillis, 4));
    journal.unproxied(frontEnd, exchange);
  }

  /** The server asks its own port 444. */
  void testOwnPort(ServerState server, Call call, long millis) throws IOException {
    journal.selfTest(server, call, Ids.guid(random), millis);
  }

  private int duration(Outcome outcome) {
    if (outcome.isTimeout()) {
      return 30_000 + random.nextInt(2_000);
    }
    if (outcome.isSlowToFail()) {
      return 2_000 + random.nextInt(100);
    }
    if (outcome.progress() != Progress.ANSWERED) {
      return 6 + random.nextInt(50);
    }
    int slow = random.nextInt(100);
    return 8 + random.nextInt(slow == 0 ? 4_000 : slow < 20 ? 300 : 60);
  }

  /** Events that single failures leave on the front end or the back end. */
  private void provoke(
      ActiveFault fault, ServerState frontEnd, ServerState target, Exchange exchange)
      throws IOException {
    long millis = exchange.timing().endMillis() - 1;
    String protocol = exchange.call().protocol().folder();
    if (random.nextInt(3) != 0) {
      return;
    }
    switch (fault.kind()) {
      case NAME_MISMATCH ->
          frontEnd
              .logs()
              .event(EventKind.TLS_PEER_NAME_WRONG, millis, "", target.server().fullName());
      case UNTRUSTED -> frontEnd.logs().event(EventKind.TLS_PEER_UNTRUSTED, millis, "");
      case EXPIRED -> frontEnd.logs().event(EventKind.TLS_PEER_EXPIRED, millis, "");
      case TLS_CONFIGURATION ->
          target.logs().event(EventKind.TLS_NO_COMMON_CIPHER, millis, "", "TLS 1.2");
      case KERBEROS ->
          frontEnd
              .logs()
              .event(
                  EventKind.KERBEROS_TICKET_REFUSED,
                  millis,
                  "",
                  target.server().name() + "$",
                  "HTTP/" + target.server().fullName());
      case AUTH_CERTIFICATE ->
          frontEnd
              .logs()
              .event(
                  EventKind.PROXY_INTERNAL_ERROR,
                  millis,
                  "",
                  protocol,
                  "Microsoft.Exchange.Diagnostics.ExAssertException: ASSERT:"
                      + " HMACProvider.GetCertificates:protectionCertificates.Length<1");
      case THROTTLING ->
          frontEnd
              .logs()
              .event(
                  EventKind.PROXY_TOO_MANY_REQUESTS,
                  millis,
                  "",
                  protocol,
                  target.server().fullName());
      case BACK_END_ERROR ->
          target
              .logs()
              .event(
                  EventKind.WEB_APPLICATION_FAILED,
                  millis,
                  "",
                  exchange.call().protocol().directory());
      default -> {} // The other kinds leave events of their own or none.
    }
  }
}
