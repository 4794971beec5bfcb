/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import io.hop444.correlator.domain.Cause;
import io.hop444.correlator.domain.Evidence;
import io.hop444.correlator.domain.Outcome;
import io.hop444.correlator.domain.ProxiedOutcome;
import io.hop444.correlator.domain.ProxiedRow;
import io.hop444.correlator.domain.Source;
import io.hop444.wire.BackEndRequest;
import io.hop444.wire.BindingSnapshot;
import io.hop444.wire.Certificate;
import io.hop444.wire.ClientRequest;
import io.hop444.wire.HostEvent;
import io.hop444.wire.HttpError;
import io.hop444.wire.Incident;
import io.hop444.wire.IncidentChange;
import io.hop444.wire.LogKind;
import io.hop444.wire.Position;
import io.hop444.wire.ProbeOutcome;
import io.hop444.wire.ProxiedRequest;
import io.hop444.wire.ReadProgress;
import io.hop444.wire.Requester;
import io.hop444.wire.SnapshotOrigin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;

/** Wire records to evidence. */
final class EvidenceMapper {

  /** HTTP.sys holds rows back for about a minute; twice that. */
  private static final Duration IIS_WRITES_WITHIN = Duration.ofMinutes(2);

  private static final Pattern PORT_OF_URL = Pattern.compile("(?i)https?://[^/\\s]*:(\\d{1,5})");
  private static final Pattern PORT_OF_ENDPOINT = Pattern.compile(".*:(\\d{1,5})$");
  private static final String BACK_END_BINDING = ":444:";
  private static final String W3SVC = "Microsoft-Windows-IIS-W3SVC";

  private EvidenceMapper() {}

  /** Null for records the correlator has no use for. */
  static Evidence toEvidence(SpecificRecord value) {
    if (value instanceof ProxiedRequest row) {
      return proxied(row);
    }
    if (value instanceof BackEndRequest row) {
      return backEnd(row);
    }
    if (value instanceof HttpError row) {
      return new Evidence.HttpErrorRow(
          source(Source.Kind.HTTP_ERR, row.getPosition(), row.getAt(), row.getText()),
          row.getStatus(),
          row.getReason(),
          row.getQueue());
    }
    if (value instanceof HostEvent event) {
      return event(event);
    }
    if (value instanceof BindingSnapshot snapshot) {
      return snapshot.getOrigin() == SnapshotOrigin.PROBE ? probe(snapshot) : snapshot(snapshot);
    }
    if (value instanceof ClientRequest row) {
      return row.getRequestId() == null
          ? null
          : new Evidence.ClientRow(
              source(Source.Kind.FRONT_END_IIS, row.getPosition(), row.getEndedAt(), row.getText()),
              row.getRequestId(),
              row.getStatus());
    }
    if (value instanceof IncidentChange change) {
      return elsewhere(change);
    }
    return value instanceof ReadProgress progress ? progress(progress) : null;
  }

  private static Evidence proxied(ProxiedRequest row) {
    ProxiedOutcome outcome =
        ProxiedOutcome.of(
            row.getBackEnd() != null,
            row.getBackEndStatus(),
            row.getErrorCode(),
            row.getExceptionStatus(),
            row.getGenericErrors());
    return new ProxiedRow(
        source(Source.Kind.HTTP_PROXY, row.getPosition(), row.getEndedAt(), row.getText()),
        row.getFrontEnd(),
        row.getBackEnd(),
        row.getTargetHost(),
        row.getProtocol(),
        outcome,
        row.getBackEndStatus() != null ? row.getBackEndStatus() : row.getExceptionStatus(),
        row.getRequester() != Requester.PERSON,
        row.getUser(),
        row.getRequestId(),
        row.getStem(),
        outcome.provesTls() ? BeginRequest.of(row.getText()) : null,
        Duration.ZERO);
  }

  private static Evidence backEnd(BackEndRequest row) {
    String peer = row.getPeerAddress();
    boolean loopback = peer != null && (peer.equals("::1") || peer.startsWith("127."));
    boolean itself = peer != null && peer.equals(row.getServerAddress());
    return new Evidence.BackEndRow(
        source(Source.Kind.BACK_END_IIS, row.getPosition(), row.getEndedAt(), row.getText()),
        row.getRequestId(),
        loopback ? null : peer,
        itself ? row.getPosition().getServer() : row.getFrontEnd(),
        row.getStem());
  }

  private static Evidence event(HostEvent event) {
    return new Evidence.WindowsEvent(
        source(Source.Kind.WINDOWS_EVENT, event.getPosition(), event.getAt(), event.getText()),
        event.getProvider(),
        event.getEventId(),
        portOf(event),
        event.getData(),
        event.getBinary());
  }

  /** 0 where it has none, or where HTTP.sys speaks of 444 on the loopback, which serves no one. */
  private static int portOf(HostEvent event) {
    String endpoint = event.getEndpoint();
    if (endpoint != null) {
      // A prefix of the loopback that cannot be registered disables the whole site.
      boolean unasked =
          endpoint.endsWith(":444")
              && !Evidence.Binding.isForFrontEnds(endpoint)
              && !event.getProvider().equals(W3SVC);
      Matcher matcher = PORT_OF_ENDPOINT.matcher(endpoint);
      return matcher.matches() && !unasked ? Integer.parseInt(matcher.group(1)) : 0;
    }
    for (String value : event.getData().values()) {
      Matcher matcher = PORT_OF_URL.matcher(value);
      if (matcher.find()) {
        return Integer.parseInt(matcher.group(1));
      }
    }
    return 0;
  }

  private static Evidence snapshot(BindingSnapshot snapshot) {
    return new Evidence.Snapshot(
        source(
            Source.Kind.BINDING_SNAPSHOT,
            snapshot.getPosition(),
            snapshot.getTakenAt(),
            snapshot.getText()),
        snapshot.getComputer(),
        snapshot.getOrigin() == SnapshotOrigin.INVENTORY,
        snapshot.getAllowInternalUntrustedCerts(),
        snapshot.getBindings().stream()
            .map(binding -> new Evidence.Binding(binding.getEndpoint(), binding.getThumbprint()))
            .toList(),
        snapshot.getIisSites().stream()
            .flatMap(site -> site.getBindings().stream())
            .filter(binding -> binding.contains(BACK_END_BINDING))
            .toList(),
        snapshot.getCertificates().stream().map(EvidenceMapper::certificate).toList());
  }

  private static Evidence.StoredCertificate certificate(Certificate certificate) {
    return new Evidence.StoredCertificate(
        certificate.getThumbprint(),
        namesOf(certificate.getSubject(), certificate.getSubjectAlternativeNames()),
        certificate.getNotBefore(),
        certificate.getNotAfter(),
        certificate.getHasPrivateKey(),
        certificate.getTrusted(),
        certificate.getFriendlyName());
  }

  /** Where no certificate was shown, that says nothing of what is bound. */
  private static Evidence probe(BindingSnapshot snapshot) {
    boolean shown = !snapshot.getBindings().isEmpty() && !snapshot.getCertificates().isEmpty();
    Evidence.TlsProbe.Ending ending =
        shown
            ? Evidence.TlsProbe.Ending.SHOWN
            : endingOf(
                snapshot.getProbe() == null
                    ? ProbeOutcome.UNKNOWN
                    : snapshot.getProbe().getOutcome());
    return new Evidence.TlsProbe(
        source(
            Source.Kind.BINDING_SNAPSHOT,
            snapshot.getPosition(),
            snapshot.getTakenAt(),
            snapshot.getText()),
        snapshot.getComputer(),
        ending,
        shown ? certificate(snapshot.getCertificates().get(0)) : null);
  }

  private static Evidence.TlsProbe.Ending endingOf(ProbeOutcome withoutCertificate) {
    return switch (withoutCertificate) {
      // A server that knows no certificate for the name breaks the handshake off as well.
      case HANDSHAKE_RESET, NO_CERTIFICATE, WRONG_NAME -> Evidence.TlsProbe.Ending.BROKEN_OFF;
      case PROTOCOL_MISMATCH -> Evidence.TlsProbe.Ending.NO_COMMON_PROTOCOL;
      case NOT_TLS -> Evidence.TlsProbe.Ending.NOT_TLS;
      case NOT_LISTENING -> Evidence.TlsProbe.Ending.REFUSED;
      case UNKNOWN, OK, NAME_NOT_RESOLVED, UNREACHABLE, HANDSHAKE_TIMEOUT, EXPIRED, UNTRUSTED ->
          Evidence.TlsProbe.Ending.INCONCLUSIVE;
    };
  }

  /** The alternative names; the common name only where there are none (RFC 6125, 6.4.4). */
  private static List<String> namesOf(String subject, List<String> alternativeNames) {
    if (!alternativeNames.isEmpty()) {
      return alternativeNames;
    }
    for (String part : subject.split(",")) {
      String trimmed = part.trim();
      if (trimmed.regionMatches(true, 0, "CN=", 0, 3)) {
        return List.of(trimmed.substring(3));
      }
    }
    return List.of();
  }

  private static Evidence elsewhere(IncidentChange change) {
    Incident incident = change.getIncident();
    return new Evidence.FailureElsewhere(
        incident.getId(),
        incident.getSite(),
        incident.getBackEnd(),
        Cause.valueOf(incident.getCause().name()),
        incident.getStartedAt(),
        incident.getThumbprint(),
        change.getReason().equals(Outcome.WITHDRAWN));
  }

  private static Evidence progress(ReadProgress progress) {
    return new Evidence.Progress(
        progress.getReadUpTo() == null ? Instant.EPOCH : progress.getReadUpTo(),
        progress.getAt(),
        progress.getSite(),
        progress.getServer(),
        progress.getLog(),
        progress.getKind() == LogKind.BACK_END_IIS ? provenUpTo(progress) : null,
        progress.getGap() == null
            ? null
            : new Evidence.Loss(
                progress.getGap().getReason().name(),
                progress.getGap().getFile(),
                progress.getGap().getBytes(),
                progress.getGap().getDetail()));
  }

  /**
   * A log that is read to its end tells that it had nothing until IIS wrote it last. So also a back
   * end without any request proves that it had none.
   */
  private static Instant provenUpTo(ReadProgress progress) {
    Instant row = progress.getReadUpTo();
    if (row == null) {
      return Instant.EPOCH;
    }
    long skew = progress.getClockSkewMillis() == null ? 0 : progress.getClockSkewMillis();
    Instant quiet = progress.getAt().plusMillis(Math.min(0, skew)).minus(IIS_WRITES_WITHIN);
    return progress.getLagBytes() == 0 && quiet.isAfter(row) ? quiet : row;
  }

  private static Source source(Source.Kind kind, Position position, Instant at, String text) {
    return new Source(
        kind,
        position.getSite(),
        position.getServer(),
        position.getSource(),
        position.getOffset(),
        at,
        text);
  }
}
