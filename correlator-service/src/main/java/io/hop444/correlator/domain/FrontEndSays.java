/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * What front ends' Schannel said lately of certificates they met: the last of each kind. The events
 * name no back end, so they count only beside refusals of that front end.
 */
final class FrontEndSays {

  private static final int MAX_KEPT = 16;
  private static final int TEXT_KEPT = 512;

  private final Map<String, Source> last = new TreeMap<>();

  /** Returns true when an older one was forgotten for it. */
  boolean note(Evidence.FrontEndSignal signal) {
    String key = signal.kind() + "/" + signal.frontEnd();
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

  /** What one of these front ends said since then; null when none did. */
  Source since(Evidence.FrontEndSignal.Kind kind, Collection<String> frontEnds, Instant since) {
    if (last.isEmpty()) {
      return null;
    }
    return frontEnds.stream()
        .map(frontEnd -> last.get(kind + "/" + frontEnd))
        .filter(source -> source != null && !source.time().isBefore(since))
        .findFirst()
        .orElse(null);
  }

  void writeTo(StateWriter out) {
    out.each(
        last.entrySet(),
        (entry, writer) -> {
          writer.text(entry.getKey());
          entry.getValue().writeTo(writer);
        });
  }

  static FrontEndSays readFrom(StateReader in) {
    FrontEndSays read = new FrontEndSays();
    in.each(reader -> read.last.put(reader.text(), Source.readFrom(reader)));
    return read;
  }
}
