/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import io.hop444.wire.Cause;
import io.hop444.wire.Confidence;
import io.hop444.wire.Evidence;
import io.hop444.wire.EvidenceKind;
import io.hop444.wire.Hop;
import io.hop444.wire.HopVerdict;
import io.hop444.wire.Incident;
import io.hop444.wire.IncidentChange;
import io.hop444.wire.IncidentState;
import io.hop444.wire.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes changes as the correlator sends them. */
final class Change {

  static final Instant STARTED = Instant.parse("2026-11-20T10:05:02Z");

  private final String id;
  private long version = 1;
  private io.hop444.wire.Change kind = io.hop444.wire.Change.OPENED;
  private IncidentState state = IncidentState.OPEN;
  private int generation = 1;
  private String site = "DUB";
  private String backEnd = "mbx99";
  private Cause cause = Cause.BINDING_MISSING;
  private Instant startedAt = STARTED;
  private long failedRequests = 913;
  private long usersAffected = 42;
  private String changedBy = "CONTOSO\\admin1, netsh";
  private int evidence = 2;
  private String evidenceText = "2026-11-20T10:05:02.000Z,...,SecureChannelFailure";

  private Change(String id) {
    this.id = id;
  }

  static Change opened(String id) {
    return new Change(id);
  }

  static Change updated(String id, long version) {
    return new Change(id).version(version).kind(io.hop444.wire.Change.UPDATED);
  }

  static Change resolved(String id, long version) {
    Change change = new Change(id).version(version).kind(io.hop444.wire.Change.RESOLVED);
    change.state = IncidentState.RESOLVED;
    return change;
  }

  static Change reopened(String id, long version) {
    return new Change(id).version(version).kind(io.hop444.wire.Change.REOPENED);
  }

  Change version(long value) {
    version = value;
    return this;
  }

  private Change kind(io.hop444.wire.Change value) {
    kind = value;
    return this;
  }

  Change at(String siteName, String server) {
    site = siteName;
    backEnd = server;
    return this;
  }

  Change generation(int value) {
    generation = value;
    return this;
  }

  Change cause(Cause value) {
    cause = value;
    return this;
  }

  Change startedAt(Instant value) {
    startedAt = value;
    return this;
  }

  Change changedBy(String value) {
    changedBy = value;
    return this;
  }

  Change usersAffected(long value) {
    usersAffected = value;
    return this;
  }

  Change failedRequests(long value) {
    failedRequests = value;
    return this;
  }

  Change evidence(int pieces, String text) {
    evidence = pieces;
    evidenceText = text;
    return this;
  }

  IncidentChange build() {
    return IncidentChange.newBuilder()
        .setChange(kind)
        .setAt(startedAt.plusSeconds(7))
        .setReason("reason of version " + version)
        .setIncident(incident())
        .build();
  }

  private Incident incident() {
    List<Evidence> pieces = new ArrayList<>();
    for (int i = 0; i < evidence; i++) {
      pieces.add(
          Evidence.newBuilder()
              .setKind(i == 0 ? EvidenceKind.WINDOWS_EVENT : EvidenceKind.HTTP_PROXY)
              .setSite(site)
              .setServer(i == 0 ? backEnd : "cas01")
              .setFile("HttpProxy/Ews/HttpProxy_2026112010-1.LOG")
              .setOffset(18_231L + i)
              .setTime(startedAt)
              .setText(evidenceText)
              .build());
    }
    return Incident.newBuilder()
        .setId(id)
        .setGeneration(generation)
        .setVersion(version)
        .setSite(site)
        .setBackEnd(backEnd)
        .setScope(Scope.SITE)
        .setGroupId("group-of-" + id)
        .setGroupBackEnds(List.of(backEnd, "mbx-other"))
        .setThumbprint("AA07")
        .setCause(cause)
        .setConfidence(Confidence.HIGH)
        .setState(state)
        .setStartedAt(startedAt)
        .setDetectedAt(startedAt.plusSeconds(7))
        .setResolvedAt(state == IncidentState.RESOLVED ? startedAt.plusSeconds(1_200) : null)
        .setLastFailureAt(startedAt.plusSeconds(60))
        .setFrontEnds(List.of("cas01", "cas02"))
        .setRecoveredFrontEnds(
            state == IncidentState.RESOLVED ? List.of("cas01", "cas02") : List.of())
        .setProtocols(List.of("Ews", "Owa"))
        .setUsersAffected(usersAffected)
        .setUsersExact(true)
        .setFailedRequests(failedRequests)
        .setSummary("No certificate is bound to port 444 of " + backEnd + ".")
        .setHops(
            List.of(new Hop(1, HopVerdict.OK, "443 answers"), new Hop(2, HopVerdict.FAILED, "")))
        .setReasonsFor(List.of("event 15300 for 0.0.0.0:444"))
        .setReasonsAgainst(List.of())
        .setChangedBy(changedBy)
        .setEvidence(pieces)
        .build();
  }
}
