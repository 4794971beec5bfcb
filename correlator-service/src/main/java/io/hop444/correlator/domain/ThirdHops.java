/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Hop 3 of requests whose id the back end does not log: its rows of front ends' addresses while
 * failures are under way. A row belongs to a failed request when front end, path and second agree.
 * Which address is whose, the rows tell that name their front end.
 */
final class ThirdHops {

  private static final int MAX_ROWS = 16;
  private static final int MAX_ADDRESSES = 128;
  private static final int MAX_WAITS = 64;
  private static final int TEXT_KEPT = 400;

  /** IIS writes whole seconds, and clocks of servers in a domain differ by little. */
  static final Duration CLOSE = Duration.ofSeconds(2);

  /** A wait may hide a row that is close to it and to a failure. */
  static final Duration NEAR = CLOSE.multipliedBy(2);

  /** Protocols whose back-end log carries the id of the front end's request. */
  private static final Set<String> WITH_ID = Set.of("owa", "ecp", "mapi", "rpchttp");

  private record Row(String address, long stemHash, Source source) {}

  /** A request that was answered long after it began; its row of the back end is of the end. */
  private record Wait(String frontEnd, long stemHash, Instant endedAt) {}

  private final Map<String, String> frontEndOf = new LinkedHashMap<>();
  private final List<Row> rows = new ArrayList<>();

  /** In order of time. */
  private final List<Wait> waits = new ArrayList<>();

  static long hashOf(String stem) {
    return Hash64.of(stem.toLowerCase(Locale.ROOT));
  }

  /** True where the back end logs the request's id. */
  static boolean hasId(String protocol) {
    return WITH_ID.contains(protocol.toLowerCase(Locale.ROOT));
  }

  void learn(Evidence.BackEndRow row) {
    if (row.peer() != null && row.frontEnd() != null) {
      frontEndOf.put(row.peer(), row.frontEnd());
      if (frontEndOf.size() > MAX_ADDRESSES) {
        frontEndOf.remove(frontEndOf.keySet().iterator().next());
      }
    }
  }

  /** Keeps a row that came while failures are under way; returns false when it says nothing. */
  boolean note(Evidence.BackEndRow row) {
    if (row.peer() == null || row.requestId() != null || row.stem() == null) {
      return false;
    }
    rows.add(new Row(row.peer(), hashOf(row.stem()), row.source().cutTo(TEXT_KEPT)));
    if (rows.size() > MAX_ROWS) {
      rows.remove(0);
    }
    return true;
  }

  /**
   * Notes an answer whose back end's row could be taken for that of a failed request, in peace too:
   * the failure may be the next record. Returns the end of a wait that is forgotten for it, null
   * where none is.
   */
  Instant noteAnswer(ProxiedRow answer) {
    if (answer.stem() == null
        || !answer.at().isAfter(answer.provesAt().plus(CLOSE))
        || hasId(answer.protocol())) {
      return null;
    }
    Wait wait = new Wait(answer.frontEnd(), hashOf(answer.stem()), answer.at());
    if (waits.contains(wait)) {
      return null;
    }
    int place = waits.size();
    while (place > 0 && waits.get(place - 1).endedAt().isAfter(wait.endedAt())) {
      place--;
    }
    waits.add(place, wait);
    return waits.size() > MAX_WAITS ? waits.remove(0).endedAt() : null;
  }

  /**
   * The rows that belong to these failed requests, each to one.
   *
   * @param answered tells of a front end's row whether it may be of a request that was answered
   */
  List<Source> of(Collection<Failure> failures, BiPredicate<String, Instant> answered) {
    List<Source> found = new ArrayList<>();
    List<Row> left = new ArrayList<>(rows);
    for (Failure failure : failures) {
      left.stream()
          .filter(row -> isOf(row, failure))
          .filter(row -> !answered.test(failure.frontEnd(), row.source().time()))
          .filter(row -> !isOfAWait(row, failure.frontEnd()))
          .findFirst()
          .ifPresent(
              row -> {
                left.remove(row);
                found.add(row.source());
              });
    }
    return found;
  }

  private boolean isOfAWait(Row row, String frontEnd) {
    return waits.stream()
        .anyMatch(
            wait ->
                wait.frontEnd().equals(frontEnd)
                    && wait.stemHash() == row.stemHash()
                    && isClose(row, wait.endedAt()));
  }

  private static boolean isClose(Row row, Instant moment) {
    return Duration.between(row.source().time(), moment).abs().compareTo(CLOSE) <= 0;
  }

  private boolean isOf(Row row, Failure failure) {
    return row.stemHash() == failure.stemHash()
        && failure.frontEnd().equals(frontEndOf.get(row.address()))
        && isClose(row, failure.at());
  }

  /** True when a row of each of these front ends would be recognised. */
  boolean knowsAddressesOf(Collection<String> frontEnds) {
    return frontEndOf.values().containsAll(frontEnds);
  }

  void writeTo(StateWriter out) {
    out.each(
        frontEndOf.entrySet(),
        (entry, writer) -> {
          writer.text(entry.getKey());
          writer.text(entry.getValue());
        });
    out.each(
        rows,
        (row, writer) -> {
          writer.text(row.address());
          writer.number(row.stemHash());
          row.source().writeTo(writer);
        });
    out.each(
        waits,
        (wait, writer) -> {
          writer.text(wait.frontEnd());
          writer.number(wait.stemHash());
          writer.time(wait.endedAt());
        });
  }

  static ThirdHops readFrom(StateReader in) {
    ThirdHops read = new ThirdHops();
    in.each(reader -> read.frontEndOf.put(reader.text(), reader.text()));
    read.rows.addAll(
        in.each(reader -> new Row(reader.text(), reader.number(), Source.readFrom(reader))));
    read.waits.addAll(in.each(reader -> new Wait(reader.text(), reader.number(), reader.time())));
    return read;
  }
}
