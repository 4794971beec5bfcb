/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What front ends' Schannel said lately of certificates they met, and when they refused this back
 * end's. The events name no back end, so they count only beside refusals of that front end.
 */
final class FrontEndSays {

  private static final int MAX_KEPT = 16;
  private static final int TEXT_KEPT = 512;

  /** The last event of each kind and front end. */
  private final Map<String, Source> last = new TreeMap<>();

  private final LatestMoments said;
  private final LatestMoments refused;

  FrontEndSays() {
    this(new LatestMoments(), new LatestMoments());
  }

  private FrontEndSays(LatestMoments said, LatestMoments refused) {
    this.said = said;
    this.refused = refused;
  }

  /** Returns true when an older one was forgotten for it. */
  boolean note(Evidence.FrontEndSignal signal) {
    String key = keyOf(signal.kind(), signal.frontEnd());
    said.add(key, signal.at());
    Source known = last.get(key);
    if (known == null || signal.at().isAfter(known.time())) {
      last.put(key, signal.source().cutTo(TEXT_KEPT));
    }
    if (last.size() <= MAX_KEPT) {
      return false;
    }
    last.entrySet().stream()
        .min(Map.Entry.comparingByValue(java.util.Comparator.comparing(Source::time)))
        .ifPresent(oldest -> last.remove(oldest.getKey()));
    return true;
  }

  /** By the front end's clock, as all here. */
  void refusedBy(String frontEnd, Instant at) {
    refused.add(frontEnd, at);
  }

  boolean isNothing() {
    return last.isEmpty();
  }

  /** The first moment, from that one on, from which on all is known. */
  long knownFrom(long millis) {
    return refused.knownFrom(said.knownFrom(millis));
  }

  /** When a front end said so, in order, in milliseconds since 1970. */
  long[] saidBy(Evidence.FrontEndSignal.Kind kind, String frontEnd, long from, long until) {
    return said.of(keyOf(kind, frontEnd), from, until);
  }

  /** When a front end refused this back end, in order, in milliseconds since 1970. */
  long[] refusalsOf(String frontEnd, long from, long until) {
    return refused.of(frontEnd, from, until);
  }

  /** What a front end said last; null when it said none of this kind. */
  Source last(Evidence.FrontEndSignal.Kind kind, String frontEnd) {
    return last.get(keyOf(kind, frontEnd));
  }

  private static String keyOf(Evidence.FrontEndSignal.Kind kind, String frontEnd) {
    return kind + "/" + frontEnd;
  }

  void writeTo(StateWriter out) {
    said.writeTo(out);
    refused.writeTo(out);
    out.each(
        last.entrySet(),
        (entry, writer) -> {
          writer.text(entry.getKey());
          entry.getValue().writeTo(writer);
        });
  }

  static FrontEndSays readFrom(StateReader in) {
    FrontEndSays read = new FrontEndSays(LatestMoments.readFrom(in), LatestMoments.readFrom(in));
    in.each(reader -> read.last.put(reader.text(), Source.readFrom(reader)));
    return read;
  }
}
