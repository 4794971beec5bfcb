/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * By how much the front ends' clocks are ahead of the back end's, learned from answered requests
 * that both logged under one id: both write when a request ended. The order in which the rows come
 * does not matter. Where the back end's log is not collected, or no such request was made, nothing
 * is known, and clocks count as equal.
 */
final class FrontEndClocks {

  /** Whole seconds of IIS and slow readers of answers make a difference, too. */
  private static final Duration NOTICED = Duration.ofSeconds(3);

  private static final int ENOUGH_SAMPLES = 3;
  private static final int MAX_FRONT_ENDS = 128;

  private final SampledEnds answers = new SampledEnds();
  private final SampledEnds backEndRows = new SampledEnds();
  private final Map<String, ClockDifference> byFrontEnd = new TreeMap<>();

  /**
   * Takes an answered request of a front end's log. Returns false when there are too many clocks.
   */
  boolean noteAnswer(ProxiedRow row) {
    if (row.requestId() == null || !ThirdHops.hasId(row.protocol())) {
      return true;
    }
    long id = Hash64.of(row.requestId());
    Instant ended = row.source().time();
    answers.add(id, ended, row.frontEnd());
    SampledEnds.End other = backEndRows.find(id);
    return other == null || learn(row.frontEnd(), Duration.between(other.at(), ended));
  }

  /** The same for a row of the back end's log. */
  boolean noteBackEnd(Evidence.BackEndRow row) {
    if (row.requestId() == null) {
      return true;
    }
    long id = Hash64.of(row.requestId());
    backEndRows.add(id, row.at(), null);
    SampledEnds.End other = answers.find(id);
    return other == null || learn(other.frontEnd(), Duration.between(row.at(), other.at()));
  }

  private boolean learn(String frontEnd, Duration ahead) {
    ClockDifference known = byFrontEnd.get(frontEnd);
    if (known == null) {
      if (byFrontEnd.size() >= MAX_FRONT_ENDS) {
        return false;
      }
      known = new ClockDifference();
      byFrontEnd.put(frontEnd, known);
    }
    known.add(ahead.toMillis());
    return true;
  }

  /** Zero where the clocks agree, or nothing is known. */
  Duration aheadOf(String frontEnd) {
    ClockDifference known = byFrontEnd.get(frontEnd);
    return known == null ? Duration.ZERO : Duration.ofMillis(known.millis());
  }

  /**
   * By how much the clock of most servers is ahead of the back end's: the middle one of all, the
   * back end's own among them, which also decides between two.
   */
  Duration ofMost(String backEnd) {
    List<Long> all = new ArrayList<>(List.of(0L));
    byFrontEnd.forEach(
        (frontEnd, clock) -> {
          if (clock.isKnown() && !frontEnd.equals(backEnd)) {
            all.add(clock.millis());
          }
        });
    Collections.sort(all);
    long low = all.get((all.size() - 1) / 2);
    long high = all.get(all.size() / 2);
    if (low <= 0 && high >= 0) {
      return Duration.ZERO;
    }
    return Duration.ofMillis(low > 0 ? low : high);
  }

  void writeTo(StateWriter out) {
    answers.writeTo(out);
    backEndRows.writeTo(out);
    out.each(
        byFrontEnd.entrySet(),
        (entry, writer) -> {
          writer.text(entry.getKey());
          entry.getValue().writeTo(writer);
        });
  }

  static FrontEndClocks readFrom(StateReader in) {
    FrontEndClocks read = new FrontEndClocks();
    read.answers.readFrom(in);
    read.backEndRows.readFrom(in);
    in.each(reader -> read.byFrontEnd.put(reader.text(), ClockDifference.readFrom(reader)));
    return read;
  }

  /**
   * The least of the last differences: nothing makes a front end's row end before the back end's,
   * but much makes it end later.
   */
  private static final class ClockDifference {

    private static final int SAMPLES = 4;

    private final long[] samples = new long[SAMPLES];
    private long count;

    /** What counts; moves only when the samples are clearly elsewhere. */
    private long millis;

    void add(long sample) {
      samples[(int) (count++ % SAMPLES)] = sample;
      long least = sample;
      for (int i = 0; i < Math.min(count, SAMPLES); i++) {
        least = Math.min(least, samples[i]);
      }
      long noticed = NOTICED.toMillis();
      if (!isKnown() && least >= -noticed) {
        // A slow reader may explain it; what is behind nothing else explains.
        return;
      }
      if (Math.abs(least) <= (millis == 0 ? noticed : noticed / 2)) {
        millis = 0;
      } else if (Math.abs(least - millis) > noticed / 2) {
        millis = least;
      }
    }

    boolean isKnown() {
      return count >= ENOUGH_SAMPLES;
    }

    long millis() {
      return millis;
    }

    void writeTo(StateWriter out) {
      out.number(count);
      for (int i = 0; i < Math.min(count, SAMPLES); i++) {
        out.number(samples[i]);
      }
      out.number(millis);
    }

    static ClockDifference readFrom(StateReader in) {
      ClockDifference read = new ClockDifference();
      read.count = in.number();
      for (int i = 0; i < Math.min(read.count, SAMPLES); i++) {
        read.samples[i] = in.number();
      }
      read.millis = in.number();
      return read;
    }
  }
}
