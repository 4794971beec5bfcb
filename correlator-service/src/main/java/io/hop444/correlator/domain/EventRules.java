/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What a Windows event tells of port 444 of its server. Decided by provider, id and data alone. */
final class EventRules {

  private static final String HTTP_SYS = "Microsoft-Windows-HttpEvent";
  private static final String HTTP_SERVICE = "Microsoft-Windows-HttpService";
  private static final String W3SVC = "Microsoft-Windows-IIS-W3SVC";
  private static final String WAS = "Microsoft-Windows-WAS";
  private static final String SCHANNEL = "Schannel";
  private static final String LIFECYCLE =
      "Microsoft-Windows-CertificateServicesClient-Lifecycle-System";
  private static final String IIS_CONFIGURATION = "Microsoft-Windows-IIS-Configuration";
  private static final String FRONT_END_PROXY = "MSExchange Front End HTTP Proxy";

  private static final int BACK_END_PORT = 444;
  private static final int FRONT_DOOR_PORT = 443;

  /** Settings deleted and created again within this time, with no failure, were maintenance. */
  private static final Duration MAINTENANCE = Duration.ofMinutes(30);

  private final BackEndState state;
  private final Thresholds thresholds;
  private final Tally tally;

  EventRules(BackEndState state, Thresholds thresholds, Tally tally) {
    this.state = state;
    this.thresholds = thresholds;
    this.tally = tally;
  }

  void take(Evidence.WindowsEvent event) {
    switch (event.provider()) {
      case HTTP_SYS -> httpSys(event);
      case HTTP_SERVICE -> {
        if (event.id() == 119 && event.port() == BACK_END_PORT) {
          state.facts.deleted = BindingFacts.later(state.facts.deleted, event.source());
        }
      }
      case W3SVC -> {
        if ((event.id() == 1004 || event.id() == 1007) && event.port() == BACK_END_PORT) {
          state.facts.conflict = BindingFacts.later(state.facts.conflict, event.source());
        }
      }
      case WAS -> {
        if (event.id() == 5002 || event.id() == 5057 || event.id() == 5059) {
          poolStopped(event);
        }
      }
      case SCHANNEL -> schannel(event);
      case LIFECYCLE -> lifecycle(event);
      case IIS_CONFIGURATION -> state.facts.actors.noteConfiguration(event);
      case FRONT_END_PROXY -> frontEndProxy(event);
      default -> {
        // Other providers say nothing of port 444.
      }
    }
  }

  private void httpSys(Evidence.WindowsEvent event) {
    BindingFacts facts = state.facts;
    if (event.port() == FRONT_DOOR_PORT && event.id() == 15021) {
      count(FindingKind.FRONT_DOOR_CERTIFICATE, event.source());
    }
    if (event.port() != BACK_END_PORT) {
      return;
    }
    switch (event.id()) {
      case 15021 -> unusable(event);
      case 15300 -> facts.deleted = BindingFacts.later(facts.deleted, event.source());
      case 15301 -> {
        facts.created = BindingFacts.later(facts.created, event.source());
        tellMaintenance();
      }
      case 15005 -> facts.conflict = BindingFacts.later(facts.conflict, event.source());
      default -> {
        // Reservations and the like.
      }
    }
  }

  /** Keeps the first of a flood, so that a failure can be dated from it. */
  private void unusable(Evidence.WindowsEvent event) {
    BindingFacts facts = state.facts;
    Instant at = event.at();
    boolean first =
        facts.unusable == null
            || at.isAfter(facts.unusable.time().plus(thresholds.conclusiveReach()))
            || at.isBefore(facts.unusable.time());
    if (first) {
      facts.unusable = event.source().cutTo(1024);
    }
    if (facts.unusableLast == null || at.isAfter(facts.unusableLast)) {
      facts.unusableLast = at;
    }
    String status = statusOf(event.binary());
    if (status != null) {
      facts.unusableStatus = status;
    }
  }

  /** The last four bytes of the event's data, little endian, are the NTSTATUS. */
  private static String statusOf(String binary) {
    if (binary == null || binary.length() < 8 || binary.length() % 2 != 0) {
      return null;
    }
    StringBuilder status = new StringBuilder(8);
    for (int i = binary.length() - 2; i >= binary.length() - 8; i -= 2) {
      status.append(binary, i, i + 2);
    }
    return status.toString().toUpperCase(Locale.ROOT);
  }

  private void tellMaintenance() {
    Source deleted = state.facts.deleted;
    Source created = state.facts.created;
    if (deleted == null
        || created.time().isBefore(deleted.time())
        || created.time().isAfter(deleted.time().plus(MAINTENANCE))
        || (state.incident != null
            && (state.incident.open() || state.incident.resolvedAt.isAfter(deleted.time())))
        || state.failures.stream().anyMatch(failure -> !failure.at().isBefore(deleted.time()))) {
      return;
    }
    count(FindingKind.MAINTENANCE, created);
  }

  private void poolStopped(Evidence.WindowsEvent event) {
    boolean exchange =
        event.data().values().stream().anyMatch(value -> value.startsWith("MSExchange"));
    if (exchange) {
      for (int i = 0; i < FindingKind.APP_POOL_STOPPED.threshold(); i++) {
        count(FindingKind.APP_POOL_STOPPED, i == 0 ? event.source() : null, event.at());
      }
    }
  }

  private void schannel(Evidence.WindowsEvent event) {
    BindingFacts facts = state.facts;
    switch (event.id()) {
      case 36869, 36870 -> {
        if (isServerCredential(event)) {
          facts.keyTrouble = BindingFacts.later(facts.keyTrouble, event.source());
        }
      }
      case 36871 -> {
        if ("server".equalsIgnoreCase(event.data().get("Type"))) {
          facts.cipherMismatch = BindingFacts.later(facts.cipherMismatch, event.source());
        }
      }
      case 36874 -> facts.cipherMismatch = BindingFacts.later(facts.cipherMismatch, event.source());
      case 36884 -> {
        String expected = event.data().getOrDefault("Name", event.data().get("1"));
        if (expected != null && state.name.equals(netBios(expected))) {
          facts.nameMismatch = BindingFacts.later(facts.nameMismatch, event.source());
        }
      }
      default -> {
        // Alerts come from every client of every port: noise.
      }
    }
  }

  private static boolean isServerCredential(Evidence.WindowsEvent event) {
    String type = event.data().get("Type");
    return type == null || type.equalsIgnoreCase("server");
  }

  private static String netBios(String host) {
    int dot = host.indexOf('.');
    return (dot < 0 ? host : host.substring(0, dot)).toLowerCase(Locale.ROOT);
  }

  private void lifecycle(Evidence.WindowsEvent event) {
    if (event.id() == 1001 || event.id() == 1004 || event.id() == 1006) {
      state.facts.actors.noteCertificate(event);
    }
    if (event.id() == 1002) {
      state.facts.expired = BindingFacts.later(state.facts.expired, event.source());
    }
    boolean bears = event.id() == 1001 || event.id() == 1004 || event.id() == 1005;
    String bound = state.facts.boundThumbprintAt(event.at());
    if (!bears
        || bound == null
        || event.data().values().stream()
            .noneMatch(value -> value.replace(" ", "").equalsIgnoreCase(bound))) {
      return;
    }
    state.facts.lifecycle = BindingFacts.later(state.facts.lifecycle, event.source());
    state.facts.lifecycleActor = Actors.of(event.data());
    if (state.incident == null || !state.incident.open()) {
      state
          .finding(
              FindingKind.CERTIFICATE_ARMED, SnapshotRules.armed(bound, whatHappened(event.id())))
          .add(event.at(), event.source(), 1, thresholds.findingQuiet());
    }
  }

  private static String whatHappened(int id) {
    return switch (id) {
      case 1001 -> "was replaced in the machine's store";
      case 1004 -> "was deleted from the machine's store";
      default -> "was archived in the machine's store";
    };
  }

  private void frontEndProxy(Evidence.WindowsEvent event) {
    if (event.id() == 1003
        && event.data().values().stream()
            .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("hmacprovider"))) {
      count(FindingKind.AUTH_CERTIFICATE, event.source());
    } else if (event.id() == 2002) {
      count(FindingKind.THROTTLING, event.source());
    }
  }

  private void count(FindingKind kind, Source source) {
    count(kind, source, source.time());
  }

  private void count(FindingKind kind, Source source, Instant at) {
    tally.count(kind, state.name, at, source);
  }
}
