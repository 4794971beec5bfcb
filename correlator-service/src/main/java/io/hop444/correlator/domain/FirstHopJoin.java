/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Finds the front end's IIS row of a failed request by the request's id, whichever comes first. IIS
 * writes its log up to a minute after the proxy does. Of rows that come first only those with a
 * server error are kept, since a request whose second hop died ends with one. Bounded, and in
 * memory only: what a restart forgets is evidence for hop 1, no more.
 *
 * @param <T> a front end's row, as the caller has it
 */
public final class FirstHopJoin<T> {

  /** A row whose back end is known. */
  public record Joined<T>(String backEnd, T row) {}

  private static final int MAX_WAITING = 20_000;
  private static final int SERVER_ERROR = 500;

  private final Map<String, String> waiting = new LinkedHashMap<>();
  private final Map<String, T> early = new LinkedHashMap<>();

  /** A request failed on its second hop; returns its front end's row when that was here. */
  public Joined<T> failed(String requestId, String backEnd) {
    T row = early.remove(requestId);
    if (row != null) {
      return new Joined<>(backEnd, row);
    }
    waiting.put(requestId, backEnd);
    trim(waiting);
    return null;
  }

  /** A front end's row came; returns it when its request is known to have failed. */
  public Joined<T> came(String requestId, int status, T row) {
    String backEnd = waiting.remove(requestId);
    if (backEnd != null) {
      return new Joined<>(backEnd, row);
    }
    if (status >= SERVER_ERROR) {
      early.put(requestId, row);
      trim(early);
    }
    return null;
  }

  private static void trim(Map<String, ?> map) {
    if (map.size() > MAX_WAITING) {
      map.remove(map.keySet().iterator().next());
    }
  }
}
