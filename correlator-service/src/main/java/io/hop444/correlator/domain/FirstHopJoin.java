/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Finds the front end's IIS row of a failed request by the request's id, whichever comes first. IIS
 * writes its log up to a minute after the proxy does. Of rows that come first only those with a
 * server error are kept, since a request whose second hop died ends with one. Bounded: the oldest
 * is forgotten for the newest.
 *
 * @param <T> a front end's row, as the caller has it
 */
public final class FirstHopJoin<T> {

  /** A row whose back end is known. */
  public record Joined<T>(String backEnd, T row) {}

  private static final int MAX_WAITING = 20_000;
  private static final int SERVER_ERROR = 500;

  /**
   * Told of what is kept and no longer kept, so that it can be kept elsewhere too.
   *
   * @param <T> a front end's row, as the caller has it
   */
  public interface Mirror<T> {

    /** A failed request waits for its front end's row. */
    void waits(String requestId, String backEnd);

    /** A front end's row waits for its request to fail. */
    void early(String requestId, T row);

    /** Nothing of this request is kept any more. */
    void forgets(String requestId);
  }

  /** A mirror of a join that nobody needs after the process. */
  public static <T> Mirror<T> inMemoryOnly() {
    return new Mirror<>() {
      @Override
      public void waits(String requestId, String backEnd) {}

      @Override
      public void early(String requestId, T row) {}

      @Override
      public void forgets(String requestId) {}
    };
  }

  private final Map<String, String> waiting = new LinkedHashMap<>();
  private final Map<String, T> early = new LinkedHashMap<>();
  private final Mirror<T> mirror;
  private final EvictionCounts evictions = new EvictionCounts();

  public FirstHopJoin(Mirror<T> mirror) {
    this.mirror = mirror;
  }

  /** What was forgotten because a bound was reached. */
  public EvictionCounts evictions() {
    return evictions;
  }

  /** Takes back what waited before, oldest first. */
  public void restoreWaiting(String requestId, String backEnd) {
    waiting.put(requestId, backEnd);
  }

  /** Takes back a row that came early before, oldest first. */
  public void restoreEarly(String requestId, T row) {
    early.put(requestId, row);
  }

  /** A request failed on its second hop; returns its front end's row when that was here. */
  public Joined<T> failed(String requestId, String backEnd) {
    T row = early.remove(requestId);
    if (row != null) {
      mirror.forgets(requestId);
      return new Joined<>(backEnd, row);
    }
    if (waiting.put(requestId, backEnd) == null) {
      mirror.waits(requestId, backEnd);
      trim(waiting);
    }
    return null;
  }

  /** A front end's row came; returns it when its request is known to have failed. */
  public Joined<T> came(String requestId, int status, T row) {
    String backEnd = waiting.remove(requestId);
    if (backEnd != null) {
      mirror.forgets(requestId);
      return new Joined<>(backEnd, row);
    }
    if (status >= SERVER_ERROR && early.put(requestId, row) == null) {
      mirror.early(requestId, row);
      trim(early);
    }
    return null;
  }

  private void trim(Map<String, ?> map) {
    if (map.size() > MAX_WAITING) {
      String oldest = map.keySet().iterator().next();
      map.remove(oldest);
      mirror.forgets(oldest);
      evictions.count(Eviction.FIRST_HOP);
    }
  }
}
