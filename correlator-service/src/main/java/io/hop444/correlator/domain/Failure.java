/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Instant;

/**
 * A failed second hop that no incident accounts for yet.
 *
 * @param name of the failure as Exchange wrote it: SendFailure ...
 * @param userHash hash of who is behind it; 0 when nobody is or a probe is
 * @param requestHash hash of the request's id; 0 when it has none
 * @param stemHash hash of the request's path; 0 when it is not known
 * @param fingerprint so that it counts once, wherever it was read
 * @param source null where the text was not worth keeping
 */
record Failure(
    Instant at,
    String frontEnd,
    String protocol,
    ProxiedOutcome outcome,
    String name,
    long userHash,
    long requestHash,
    long stemHash,
    long fingerprint,
    Source source) {

  static Failure of(ProxiedRow row) {
    return new Failure(
        row.at(),
        row.frontEnd(),
        row.protocol(),
        row.outcome(),
        row.failure(),
        row.probe() || row.user() == null ? 0 : PeopleCount.hashOf(row.user()),
        row.requestId() == null ? 0 : Hash64.of(row.requestId()),
        row.stem() == null ? 0 : ThirdHops.hashOf(row.stem()),
        fingerprintOf(row),
        row.source());
  }

  /** The same in a copy of the log; of the row's place where the row has no id to know it by. */
  private static long fingerprintOf(ProxiedRow row) {
    if (row.requestId() == null) {
      return row.source().fingerprint();
    }
    long whose = 31 * Hash64.of(row.requestId()) + Hash64.of(row.frontEnd());
    return Hash64.mix(31 * whose + row.source().time().toEpochMilli());
  }

  Failure withoutSource() {
    return new Failure(
        at, frontEnd, protocol, outcome, name, userHash, requestHash, stemHash, fingerprint, null);
  }

  void writeTo(StateWriter out) {
    out.time(at);
    out.text(frontEnd);
    out.text(protocol);
    out.constant(outcome);
    out.text(name);
    out.number(userHash);
    out.number(requestHash);
    out.number(stemHash);
    out.number(fingerprint);
    out.optional(source, Source::writeTo);
  }

  static Failure readFrom(StateReader in) {
    return new Failure(
        in.time(),
        in.text(),
        in.text(),
        in.constant(ProxiedOutcome.class),
        in.text(),
        in.number(),
        in.number(),
        in.number(),
        in.number(),
        in.optional(Source::readFrom));
  }
}
