/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.util.List;

/** An {@link Incident} in a stored state. */
final class IncidentForm {

  private IncidentForm() {}

  static void write(Incident incident, StateWriter out) {
    Incident.Identity identity = incident.identity();
    out.text(identity.id());
    out.number(identity.generation());
    out.number(identity.version());
    out.text(identity.site());
    out.text(identity.backEnd());
    out.constant(incident.cause());
    out.constant(incident.confidence());
    texts(incident.reasons().supporting(), out);
    texts(incident.reasons().opposing(), out);
    out.time(incident.lifespan().startedAt());
    out.time(incident.lifespan().detectedAt());
    out.time(incident.lifespan().resolvedAt());
    out.time(incident.lifespan().lastFailureAt());
    Incident.Impact impact = incident.impact();
    texts(impact.frontEnds(), out);
    texts(impact.recoveredFrontEnds(), out);
    texts(impact.protocols(), out);
    out.number(impact.usersAffected());
    out.flag(impact.usersExact());
    out.number(impact.failedRequests());
    Incident.Extent extent = incident.extent();
    out.constant(extent.scope());
    out.text(extent.groupId());
    texts(extent.backEnds(), out);
    out.text(extent.thumbprint());
    Incident.Account account = incident.account();
    out.text(account.summary());
    out.each(
        account.hops(),
        (hop, writer) -> {
          writer.number(hop.number());
          writer.constant(hop.verdict());
          writer.text(hop.detail());
        });
    out.text(account.changedBy());
    out.each(account.evidence(), Source::writeTo);
  }

  static Incident read(StateReader in) {
    return new Incident(
        new Incident.Identity(in.text(), (int) in.number(), in.number(), in.text(), in.text()),
        in.constant(Cause.class),
        in.constant(Confidence.class),
        new Incident.Reasons(texts(in), texts(in)),
        new Incident.Lifespan(in.time(), in.time(), in.time(), in.time()),
        new Incident.Impact(texts(in), texts(in), texts(in), in.number(), in.flag(), in.number()),
        new Incident.Extent(in.constant(Incident.Scope.class), in.text(), texts(in), in.text()),
        new Incident.Account(
            in.text(), in.each(IncidentForm::hop), in.text(), in.each(Source::readFrom)));
  }

  private static Incident.Hop hop(StateReader in) {
    return new Incident.Hop((int) in.number(), in.constant(Incident.HopVerdict.class), in.text());
  }

  private static void texts(List<String> values, StateWriter out) {
    out.each(values, (value, writer) -> writer.text(value));
  }

  private static List<String> texts(StateReader in) {
    return in.each(StateReader::text);
  }
}
