/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.util.List;

/**
 * A named cause with its reasons.
 *
 * @param said the front end's event that alone gives it, which names no server; null where more
 *     does
 */
record Verdict(
    Cause cause,
    Confidence confidence,
    List<String> reasonsFor,
    List<String> reasonsAgainst,
    Source said) {

  Verdict {
    reasonsFor = List.copyOf(reasonsFor);
    reasonsAgainst = List.copyOf(reasonsAgainst);
  }

  /** True when this says more than the other: a reason why instead of none, or more surely. */
  boolean improvesOn(Verdict other) {
    if (cause.saysWhy() != other.cause.saysWhy()) {
      return cause.saysWhy();
    }
    return confidence.compareTo(other.confidence) > 0;
  }

  /** True where the other was only said, and it shows now that something else was meant. */
  boolean takesBack(Verdict other) {
    return other.said != null && cause != other.cause && cause.isRefusal();
  }

  void writeTo(StateWriter out) {
    out.constant(cause);
    out.constant(confidence);
    out.each(reasonsFor, (reason, writer) -> writer.text(reason));
    out.each(reasonsAgainst, (reason, writer) -> writer.text(reason));
    out.optional(said, Source::writeTo);
  }

  static Verdict readFrom(StateReader in) {
    return new Verdict(
        in.constant(Cause.class),
        in.constant(Confidence.class),
        in.each(StateReader::text),
        in.each(StateReader::text),
        in.optional(Source::readFrom));
  }
}
