/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.access;

import io.hop444.alert.problem.Problem;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.util.Set;

/**
 * Which pages a browser may call the API from: this service's own, and those of the configured
 * origins (CORS). Callers that are no browsers send no Origin and are not concerned.
 *
 * @param allowed origins as browsers write them, such as {@code https://portal.example.com}
 */
record OriginRule(Set<String> allowed) {

  private static final Set<HttpMethod> READING =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
  private static final String SECONDS_TO_REMEMBER = "600";

  OriginRule {
    allowed = Set.copyOf(allowed);
  }

  /**
   * Lets the call pass, or answers it.
   *
   * @return whether it was answered: it was a browser's question before the call itself
   * @throws Problem 403 when a page of another origin makes the call
   */
  boolean answers(HttpServerRequest request) {
    String origin = request.getHeader("Origin");
    if (origin == null) {
      if ("cross-site".equals(request.getHeader("Sec-Fetch-Site"))
          && !READING.contains(request.method())) {
        throw foreign();
      }
      return false;
    }
    if (isOwn(origin, request.getHeader("Host"))) {
      return false;
    }
    if (!allowed.contains(origin)) {
      throw foreign();
    }
    HttpServerResponse response = request.response();
    response
        .putHeader("Access-Control-Allow-Origin", origin)
        .putHeader("Access-Control-Expose-Headers", "ETag, Retry-After, Idempotent-Replayed")
        .putHeader("Cross-Origin-Resource-Policy", "cross-origin")
        .putHeader("Vary", "Origin");
    if (request.method().equals(HttpMethod.OPTIONS)
        && request.getHeader("Access-Control-Request-Method") != null) {
      response
          .putHeader("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE")
          .putHeader(
              "Access-Control-Allow-Headers",
              "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match,"
                  + " Last-Event-ID")
          .putHeader("Access-Control-Max-Age", SECONDS_TO_REMEMBER)
          .setStatusCode(204)
          .end();
      return true;
    }
    return false;
  }

  /** By name and port: a proxy in front may speak TLS where this service does not. */
  private static boolean isOwn(String origin, String host) {
    try {
      return host != null && host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Problem foreign() {
    return Problem.forbidden(
        "a page of another origin made this call; alert.http.origins lists those that may");
  }
}
