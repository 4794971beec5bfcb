/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.push;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Answers requests that are not taken, and counts them. Safe for use by many threads. */
final class Refusals {

  private final Map<PushRefusal, LongAdder> counts = new EnumMap<>(PushRefusal.class);

  Refusals() {
    for (PushRefusal refusal : PushRefusal.values()) {
      counts.put(refusal, new LongAdder());
    }
  }

  /** How many requests were refused for this reason. */
  long count(PushRefusal refusal) {
    return counts.get(refusal).sum();
  }

  /** What was not read of the request is not waited for: its connection ends with the answer. */
  void answer(HttpServerRequest request, PushRefusal refusal) {
    counts.get(refusal).increment();
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response.setStatusCode(refusal.status()).putHeader(HttpHeaders.CONTENT_TYPE, "text/plain");
    if (refusal.retryAfterSeconds() > 0) {
      response.putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(refusal.retryAfterSeconds()));
    }
    if (refusal == PushRefusal.UNAUTHORIZED) {
      response.putHeader("WWW-Authenticate", "Bearer");
    }
    if (refusal == PushRefusal.METHOD_NOT_ALLOWED) {
      response.putHeader(HttpHeaders.ALLOW, "POST");
    }
    response.putHeader(HttpHeaders.CONNECTION, "close");
    Future<Void> unused = response.end(refusal.message() + "\n");
  }
}
