/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Tells a detector a story of one back end, mbx01, and keeps what it concludes. Rows of failed
 * handshakes are constructed: no captured one is public.
 */
class Scene {

  static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");
  static final String SERVER = "mbx01";
  static final String THUMBPRINT = "A80C9DE605A1525CD252C250495B459F06ED2EC1";

  final BackEndDetector detector = new BackEndDetector(Thresholds.DEFAULT);
  final List<Outcome> outcomes = new ArrayList<>();
  BackEndState state = new BackEndState(SERVER);
  private long nextOffset;

  /** Seconds after ten o'clock. */
  static Instant at(double seconds) {
    return TEN.plus(Duration.ofMillis((long) (seconds * 1000)));
  }

  Scene success(double seconds, String frontEnd, String protocol) {
    return tell(row(seconds, frontEnd, protocol, "200", "anna"));
  }

  Scene failure(double seconds, String frontEnd, String protocol, String status) {
    return failure(seconds, frontEnd, protocol, status, "anna");
  }

  Scene failure(double seconds, String frontEnd, String protocol, String status, String user) {
    return tell(row(seconds, frontEnd, protocol, status, user));
  }

  ProxiedRow row(
      double seconds, String frontEnd, String protocol, String backEndStatus, String user) {
    nextOffset += 100;
    Source source =
        source(
            Source.Kind.HTTP_PROXY,
            frontEnd,
            "DUB/" + frontEnd + "/HttpProxy/" + protocol + "/HttpProxy_2026112010-1.LOG",
            seconds);
    boolean number = Character.isDigit(backEndStatus.charAt(0));
    return new ProxiedRow(
        source,
        frontEnd,
        SERVER,
        "MBX01.contoso.test",
        protocol,
        ProxiedOutcome.of(true, backEndStatus, number ? null : backEndStatus, null, null),
        backEndStatus,
        user == null,
        user,
        "id-" + nextOffset,
        "/" + protocol.toLowerCase(Locale.ROOT),
        null,
        Duration.ZERO);
  }

  /** An answer to a request that waited for it. */
  Scene longPoll(double begun, double seconds, String frontEnd, String protocol) {
    return tell(row(seconds, frontEnd, protocol, "200", "anna").begunAt(at(begun)));
  }

  Scene event(double seconds, String provider, int id, int port, Map<String, String> data) {
    return event(seconds, SERVER, provider, id, port, data, null);
  }

  Scene event(
      double seconds,
      String server,
      String provider,
      int id,
      int port,
      Map<String, String> data,
      String binary) {
    nextOffset += 100;
    return tell(
        new Evidence.WindowsEvent(
            source(
                Source.Kind.WINDOWS_EVENT, server, "DUB/" + server + "/events/System.xml", seconds),
            provider,
            id,
            port,
            data,
            binary));
  }

  Scene httpSys(double seconds, int id, int port) {
    return event(
        seconds, "Microsoft-Windows-HttpEvent", id, port, Map.of("Endpoint", "0.0.0.0:" + port));
  }

  Scene backEndRow(double seconds, String requestId) {
    return backEndRow(seconds, requestId, null, null, null);
  }

  Scene backEndRow(double seconds, String requestId, String peer, String frontEnd, String stem) {
    nextOffset += 100;
    return tell(
        new Evidence.BackEndRow(
            source(
                Source.Kind.BACK_END_IIS,
                SERVER,
                "DUB/mbx01/inetpub/logs/LogFiles/W3SVC2/u_ex261120.log",
                seconds),
            requestId,
            peer,
            frontEnd,
            stem));
  }

  Scene snapshot(double seconds, boolean bound, Evidence.StoredCertificate... certificates) {
    nextOffset += 100;
    return tell(
        new Evidence.Snapshot(
            source(
                Source.Kind.BINDING_SNAPSHOT, SERVER, "DUB/mbx01/inventory/bindings.json", seconds),
            "mbx01.contoso.test",
            true,
            true,
            bound ? List.of(new Evidence.Binding("0.0.0.0:444", THUMBPRINT)) : List.of(),
            List.of("https *:444:"),
            List.of(certificates)));
  }

  /** A probe that was shown a certificate. */
  Scene probeShown(double seconds, Evidence.StoredCertificate served) {
    return probe(seconds, Evidence.TlsProbe.Ending.SHOWN, served);
  }

  Scene probeEnded(double seconds, Evidence.TlsProbe.Ending ending) {
    return probe(seconds, ending, null);
  }

  private Scene probe(
      double seconds, Evidence.TlsProbe.Ending ending, Evidence.StoredCertificate served) {
    return tell(
        new Evidence.TlsProbe(
            new Source(
                Source.Kind.BINDING_SNAPSHOT,
                "DUB",
                SERVER,
                "probe:mbx01.contoso.test:444",
                at(seconds).toEpochMilli(),
                at(seconds),
                "TLS probe of mbx01.contoso.test:444: " + ending),
            "mbx01.contoso.test",
            ending,
            served));
  }

  Source sourceOfSnapshot(double seconds) {
    nextOffset += 100;
    return source(
        Source.Kind.BINDING_SNAPSHOT, SERVER, "DUB/mbx01/inventory/bindings.json", seconds);
  }

  static Evidence.StoredCertificate certificate(List<String> names, Instant notAfter) {
    return new Evidence.StoredCertificate(
        THUMBPRINT,
        names,
        notAfter.minus(Duration.ofDays(1825)),
        notAfter,
        true,
        true,
        "Microsoft Exchange");
  }

  Scene passTo(double seconds) {
    outcomes.addAll(detector.advance(state, at(seconds)));
    return this;
  }

  Scene end(double seconds) {
    outcomes.addAll(detector.close(state, at(seconds)));
    return this;
  }

  Scene tell(Evidence evidence) {
    outcomes.addAll(detector.observe(state, evidence));
    return this;
  }

  private Source source(Source.Kind kind, String server, String file, double seconds) {
    return new Source(kind, "DUB", server, file, nextOffset, at(seconds), "text of " + nextOffset);
  }

  /** The incident as it was told last. */
  Optional<Incident> incident() {
    return changes().stream().reduce((one, other) -> other).map(Outcome.IncidentChanged::incident);
  }

  List<Outcome.IncidentChanged> changes() {
    return outcomes.stream()
        .filter(Outcome.IncidentChanged.class::isInstance)
        .map(Outcome.IncidentChanged.class::cast)
        .toList();
  }

  List<Outcome.Change> kindsOfChange() {
    return changes().stream()
        .map(Outcome.IncidentChanged::change)
        .filter(change -> change != Outcome.Change.UPDATED)
        .toList();
  }

  /** Findings told, as KIND/server. */
  List<String> findings() {
    return outcomes.stream()
        .filter(Outcome.FindingChanged.class::isInstance)
        .map(Outcome.FindingChanged.class::cast)
        .map(finding -> finding.kind() + "/" + finding.server())
        .distinct()
        .toList();
  }

  List<Outcome.GapChanged> gaps() {
    return outcomes.stream()
        .filter(Outcome.GapChanged.class::isInstance)
        .map(Outcome.GapChanged.class::cast)
        .toList();
  }
}
