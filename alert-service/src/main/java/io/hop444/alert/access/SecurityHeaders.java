/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.access;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;

/** Tells browsers what no page of or with this service may do. Thread-safe. */
final class SecurityHeaders {

  private final String contentSecurityPolicy;

  /**
   * @param issuer origin at which the page changes codes for tokens; nothing else of another host
   *     is reached
   */
  SecurityHeaders(Optional<String> issuer) {
    this.contentSecurityPolicy =
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
            + " object-src 'none'"
            + issuer.map(origin -> "; connect-src 'self' " + origin).orElse("");
  }

  /**
   * @param api whether the answer is one of the API: nobody keeps those
   */
  void set(HttpServerRequest request, boolean api) {
    HttpServerResponse response = request.response();
    response
        .putHeader("Content-Security-Policy", contentSecurityPolicy)
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("X-Frame-Options", "DENY")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        .putHeader("Cross-Origin-Opener-Policy", "same-origin")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin");
    if (api) {
      response.putHeader("Cache-Control", "no-store");
    }
    if (request.isSSL()) {
      response.putHeader("Strict-Transport-Security", "max-age=31536000");
    }
  }
}
