/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** When each front end last had an answer over 444, and over which protocol. */
final class Served {

  private static final int MAX_FRONT_ENDS = 512;

  private final Map<String, Instant> lastTo = new HashMap<>();
  private final ServedProtocols protocols = new ServedProtocols();
  private Instant last;

  void note(String frontEnd, String protocol, Instant at, EvictionCounts evictions) {
    if (protocols.note(protocol, frontEnd, at)) {
      evictions.count(Eviction.SERVED_PROTOCOL);
    }
    Instant known = lastTo.get(frontEnd);
    if (known == null || at.isAfter(known)) {
      if (known == null && lastTo.size() >= MAX_FRONT_ENDS) {
        lastTo.entrySet().stream()
            .min(Map.Entry.comparingByValue())
            .ifPresent(oldest -> lastTo.remove(oldest.getKey()));
        evictions.count(Eviction.SERVED_FRONT_END);
      }
      lastTo.put(frontEnd, at);
    }
    if (last == null || at.isAfter(last)) {
      last = at;
    }
  }

  /** The last answer to anybody; null when there was none. */
  Instant last() {
    return last;
  }

  /** Null when the front end never had one. */
  Instant lastTo(String frontEnd) {
    return lastTo.get(frontEnd);
  }

  /** The last answer over a protocol; null when there was none. */
  Instant lastOver(String protocol) {
    return protocols.lastOf(protocol);
  }

  /** True when another front end had one over this protocol after that time. */
  boolean anotherSince(String protocol, String frontEnd, Instant since) {
    return protocols.anotherSince(protocol, frontEnd, since);
  }

  /** True when the front end had none since it failed. */
  boolean leftUnanswered(Failure failure) {
    Instant answer = lastTo.get(failure.frontEnd());
    return answer == null || answer.isBefore(failure.at());
  }

  /** True when a front end that is none of these had one after that time. */
  boolean hasOthersSince(Set<String> frontEnds, Instant since) {
    return lastTo.entrySet().stream()
        .anyMatch(entry -> !frontEnds.contains(entry.getKey()) && entry.getValue().isAfter(since));
  }

  /** The last answer to one that is none of these and of whom it holds; null when none was. */
  Instant lastToOthers(Set<String> frontEnds, Predicate<String> holds) {
    return lastTo.entrySet().stream()
        .filter(entry -> !frontEnds.contains(entry.getKey()) && holds.test(entry.getKey()))
        .map(Map.Entry::getValue)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  void writeTo(StateWriter out) {
    out.each(
        new TreeMap<>(lastTo).entrySet(),
        (entry, writer) -> {
          writer.text(entry.getKey());
          writer.time(entry.getValue());
        });
    protocols.writeTo(out);
    out.time(last);
  }

  void readFrom(StateReader in) {
    in.each(reader -> lastTo.put(reader.text(), reader.time()));
    protocols.readFrom(in);
    last = in.time();
  }
}
