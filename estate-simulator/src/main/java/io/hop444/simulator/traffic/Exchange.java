/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.traffic;

import io.hop444.simulator.estate.Server;

/**
 * One request with its answer.
 *
 * @param id the front end's activity id: cafeReqId, RequestId, ActID
 * @param target back end the front end chose; null where it never came so far
 * @param timing when it ended and how long it took
 */
public record Exchange(
    String id,
    Caller caller,
    Call call,
    Server frontEnd,
    Server target,
    Outcome outcome,
    Timing timing) {

  /**
   * End and length of a request.
   *
   * @param endMillis milliseconds since 1970
   * @param durationMillis at least 4, so that the steps of the proxy fit in
   */
  public record Timing(long endMillis, int durationMillis) {

    long beginMillis() {
      return endMillis - durationMillis;
    }
  }
}
