/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.engine;

import io.hop444.simulator.event.EventKind;
import io.hop444.simulator.event.HostEvent;
import io.hop444.simulator.inventory.Certificate;
import io.hop444.simulator.plan.FaultKind;
import io.hop444.simulator.traffic.Protocol;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;

/** What a fault does to the server beside its requests: bindings, events, inventories. */
final class FaultScript {

  private static final String DEVICE = "\\Device\\Http\\ReqQueue";
  private static final String BACK_END_ENDPOINT = "0.0.0.0:444";
  private static final long SECOND = 1_000_000L;

  /** Head of the error packet in the data of event 15021; the last four bytes are the status. */
  private static final String PACKET = "000004000200300000000000AD3A00C0" + "0".repeat(48);

  private static final String NO_LOGON_SESSION = "5F0000C0";
  private static final String NOT_FOUND = "250200C0";

  private final Agenda agenda;
  private final Inventories inventories;
  private final SplittableRandom random;

  FaultScript(Agenda agenda, Inventories inventories, SplittableRandom random) {
    this.agenda = agenda;
    this.inventories = inventories;
    this.random = random;
  }

  void begin(ActiveFault fault, ServerState server, long micros) throws IOException {
    long millis = micros / 1000;
    ServerLogs logs = server.logs();
    server.faults().add(fault);
    switch (fault.kind()) {
      case BINDING_MISSING -> {
        server.bindings().unbind();
        settings(EventKind.SSL_SETTINGS_DELETED, server, millis);
        repeat(fault, micros + 1_500_000, 6, now -> failed(server, now, "0.0.0.0:444", NOT_FOUND));
      }
      case CERTIFICATE_UNUSABLE -> {
        lifecycle(EventKind.CERTIFICATE_DELETED, server, millis);
        server.bindings().deleteFromStore();
        repeat(fault, micros + 500_000, 8, now -> keyNotAccessible(server, now));
        repeat(
            fault,
            micros + 900_000,
            6,
            now -> failed(server, now, "0.0.0.0:444", NO_LOGON_SESSION));
      }
      case NAME_MISMATCH -> {
        server.bindings().bindForeignName();
        replaced(server, millis);
      }
      case UNTRUSTED -> {
        server.bindings().bindUntrusted();
        replaced(server, millis);
      }
      case EXPIRED -> lifecycle(EventKind.CERTIFICATE_EXPIRED, server, millis);
      case BINDING_CONFLICT -> {
        server.bindings().bindSiteTo(Optional.of(server.server().address()));
        for (Protocol protocol : new Protocol[] {Protocol.OWA, Protocol.ECP, Protocol.EWS}) {
          logs.event(
              EventKind.PREFIX_NOT_REGISTERED,
              millis,
              "B7000780",
              "https://" + server.server().address() + ":444" + protocol.directory(),
              Integer.toString(server.server().style().backEndSiteId()));
        }
      }
      case APP_POOL_STOPPED -> logs.event(EventKind.POOL_DISABLED, millis, "", Protocol.OWA.pool());
      case FRONT_DOOR_CERTIFICATE ->
          repeat(
              fault,
              micros + 200_000,
              10,
              now -> failed(server, now, "[::]:443", NO_LOGON_SESSION));
      case MAINTENANCE -> {
        server.bindings().bindFresh(Instant.ofEpochMilli(millis));
        settings(EventKind.SSL_SETTINGS_DELETED, server, millis);
        agenda.at(
            micros + 20 * SECOND,
            now -> settings(EventKind.SSL_SETTINGS_CREATED, server, now / 1000));
        agenda.at(micros + 25 * SECOND, now -> end(fault, server, now));
      }
      case CERTIFICATE_EXPIRING -> lifecycle(EventKind.CERTIFICATE_ABOUT_TO_EXPIRE, server, millis);
      case CERTIFICATE_ARMED -> {
        lifecycle(EventKind.CERTIFICATE_DELETED, server, millis);
        server.bindings().deleteFromStore();
      }
      case CERTIFICATE_REJECTED,
          TLS_HANDSHAKE_FAILING,
          BACK_END_ERROR,
          BACK_END_UNREACHABLE,
          BACK_END_TIMEOUT,
          NAME_RESOLUTION,
          KERBEROS,
          AUTH_CERTIFICATE,
          ROUTING,
          THROTTLING,
          TRANSIENT,
          FRONT_END_TRUST,
          TLS_CONFIGURATION -> {} // Requests tell of these, or the events they provoke.
    }
    inventories.takeSoon(server, micros);
  }

  void end(ActiveFault fault, ServerState server, long micros) throws IOException {
    if (fault.isOver()) {
      return;
    }
    fault.end();
    server.faults().remove(fault);
    long millis = micros / 1000;
    switch (fault.kind()) {
      case BINDING_MISSING -> {
        server.bindings().rebind();
        settings(EventKind.SSL_SETTINGS_CREATED, server, millis);
      }
      case CERTIFICATE_UNUSABLE, NAME_MISMATCH, UNTRUSTED, EXPIRED -> {
        server.bindings().bindFresh(Instant.ofEpochMilli(millis));
        replaced(server, millis);
      }
      case CERTIFICATE_EXPIRING, CERTIFICATE_ARMED -> {
        server.bindings().bindFresh(Instant.ofEpochMilli(millis));
        replaced(server, millis);
      }
      case BINDING_CONFLICT -> server.bindings().bindSiteTo(Optional.empty());
      default -> {} // The end of the others leaves nothing but successes.
    }
    inventories.takeSoon(server, micros);
  }

  private static void replaced(ServerState server, long millis) throws IOException {
    settings(EventKind.SSL_SETTINGS_DELETED, server, millis);
    settings(EventKind.SSL_SETTINGS_CREATED, server, millis + 150);
  }

  private static void settings(EventKind kind, ServerState server, long millis) throws IOException {
    server.logs().event(kind, millis, "", DEVICE, BACK_END_ENDPOINT);
  }

  private static void failed(ServerState server, long micros, String endpoint, String status)
      throws IOException {
    server
        .logs()
        .event(
            EventKind.SSL_CONFIGURATION_FAILED, micros / 1000, PACKET + status, DEVICE, endpoint);
  }

  private static void keyNotAccessible(ServerState server, long micros) throws IOException {
    server
        .logs()
        .event(
            EventKind.TLS_KEY_NOT_ACCESSIBLE, micros / 1000, "", "server", "0x8009030D", "10001");
  }

  private static void lifecycle(EventKind kind, ServerState server, long millis)
      throws IOException {
    Certificate certificate = server.bindings().backEnd();
    server
        .logs()
        .certificateEvent(
            kind,
            millis,
            new HostEvent.NamedCertificate(
                certificate.thumbprint(),
                certificate.subject(),
                certificate.validity().notAfter().toString()));
  }

  /** Repeats a task about every so many seconds until the fault is over. */
  private void repeat(ActiveFault fault, long fromMicros, int meanSeconds, Agenda.Task task) {
    agenda.at(
        fromMicros,
        new Agenda.Task() {
          @Override
          public void run(long micros) throws IOException {
            if (!fault.isOver()) {
              task.run(micros);
              long wait = SECOND + random.nextLong(2L * meanSeconds * SECOND);
              agenda.at(micros + wait, this);
            }
          }
        });
  }

  /** End of validity of the certificate that a server starts with, as its faults need it. */
  static Optional<Instant> notAfter(FaultKind kind, Instant from) {
    return switch (kind) {
      case EXPIRED -> Optional.of(from);
      case CERTIFICATE_EXPIRING -> Optional.of(from.plus(Duration.ofDays(9)));
      default -> Optional.empty(); // The others do not care.
    };
  }
}
