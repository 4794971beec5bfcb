/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.bench.alert;

import io.hop444.wire.Cause;
import io.hop444.wire.Change;
import io.hop444.wire.Confidence;
import io.hop444.wire.Evidence;
import io.hop444.wire.EvidenceKind;
import io.hop444.wire.Hop;
import io.hop444.wire.HopVerdict;
import io.hop444.wire.Incident;
import io.hop444.wire.IncidentChange;
import io.hop444.wire.IncidentState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What both get: incidents of an estate of 100 sites, as changes and as alerts. */
final class Load {

  private static final Instant STARTED = Instant.parse("2026-11-20T10:05:02Z");
  private static final int PIECES = 4;
  private static final String ROW =
      "2026-11-20T10:05:02.114Z,5f0e,15,2,1118,Ews,https://mail.contoso.test/EWS/Exchange.asmx,503,"
          + "SecureChannelFailure,mbx07.contoso.test,u-0123456789abcdef,Outlook";

  private Load() {}

  static String id(String prefix, int number) {
    return prefix + '-' + number;
  }

  /** Version 1 opens, the last of {@code versions} resolves, those between bring numbers. */
  static IncidentChange change(String prefix, int number, int version, int versions) {
    boolean resolved = version == versions && versions > 1;
    Change kind = version == 1 ? Change.OPENED : resolved ? Change.RESOLVED : Change.UPDATED;
    Instant at = STARTED.plusSeconds(number);
    return IncidentChange.newBuilder()
        .setChange(kind)
        .setAt(at.plusSeconds(version))
        .setReason("event 15300 for 0.0.0.0:444 and a failed request")
        .setIncident(
            Incident.newBuilder()
                .setId(id(prefix, number))
                .setGeneration(1)
                .setVersion(version)
                .setSite(site(number))
                .setBackEnd(backEnd(number))
                .setCause(Cause.BINDING_MISSING)
                .setConfidence(Confidence.HIGH)
                .setState(resolved ? IncidentState.RESOLVED : IncidentState.OPEN)
                .setStartedAt(at)
                .setDetectedAt(at.plusSeconds(7))
                .setResolvedAt(resolved ? at.plusSeconds(600) : null)
                .setLastFailureAt(at.plusSeconds(60))
                .setFrontEnds(List.of("cas01", "cas02"))
                .setRecoveredFrontEnds(resolved ? List.of("cas01", "cas02") : List.of())
                .setProtocols(List.of("Ews", "Owa"))
                .setUsersAffected(42)
                .setUsersExact(true)
                .setFailedRequests(900L + version)
                .setSummary(summary(number))
                .setHops(
                    List.of(
                        new Hop(1, HopVerdict.OK, "443 answers"),
                        new Hop(2, HopVerdict.FAILED, "SecureChannelFailure 913")))
                .setReasonsFor(List.of("event 15300 for 0.0.0.0:444"))
                .setReasonsAgainst(List.of())
                .setChangedBy(null)
                .setEvidence(evidence(number, at))
                .build())
        .build();
  }

  private static List<Evidence> evidence(int number, Instant at) {
    List<Evidence> pieces = new ArrayList<>();
    for (int i = 0; i < PIECES; i++) {
      pieces.add(
          Evidence.newBuilder()
              .setKind(EvidenceKind.HTTP_PROXY)
              .setSite(site(number))
              .setServer("cas0" + i)
              .setFile("DUB/CAS01/HttpProxy/Ews/HttpProxy_2026112010-1.LOG")
              .setOffset(18_231L + i)
              .setTime(at)
              .setText(ROW)
              .build());
    }
    return pieces;
  }

  private static String site(int number) {
    return String.format(Locale.ROOT, "S%02d", number % 100);
  }

  static String backEnd(int number) {
    return "mbx" + number;
  }

  private static String summary(int number) {
    return backEnd(number) + ": no certificate is bound to port 444; 913 requests failed.";
  }

  /** The same as an alert of Alertmanager's API v2. */
  static String alert(String prefix, int number, int version, int versions) {
    boolean resolved = version == versions && versions > 1;
    Instant now = Instant.now();
    return "{\"labels\":{\"alertname\":\"BINDING_MISSING\",\"incident\":\"%s\",\"site\":\"%s\",\"backEnd\":\"%s\"},\"annotations\":{\"summary\":\"%s\",\"failedRequests\":\"%d\",\"evidence\":\"%s\"},\"startsAt\":\"%s\",\"endsAt\":\"%s\"}"
        .formatted(
            id(prefix, number),
            site(number),
            backEnd(number),
            summary(number),
            900 + version,
            String.join("\\n", java.util.Collections.nCopies(PIECES, ROW)),
            now.minusSeconds(60),
            resolved ? now.minusMillis(1) : now.plusSeconds(3_600));
  }
}
