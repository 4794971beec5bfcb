/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.problem;

import io.hop444.alert.domain.Role;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;

/** An answer that is no success, as RFC 9457 writes it. The detail tells the caller what to do. */
public final class Problem extends RuntimeException {

  /** Media type of the body. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String title;
  private final long retryAfterSeconds;

  private Problem(int status, String title, String detail) {
    this(status, title, detail, 0);
  }

  private Problem(int status, String title, String detail, long retryAfterSeconds) {
    super(detail);
    this.status = status;
    this.title = title;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** What the caller sent is wrong. */
  public static Problem badRequest(String detail) {
    return new Problem(400, "Bad request", detail);
  }

  /** No valid token came with the call. */
  public static Problem unauthorized() {
    return new Problem(
        401, "Unauthorized", "send a valid token in the header Authorization: Bearer <token>");
  }

  /** No signature that holds came with the message of a ticket system. */
  public static Problem unsigned() {
    return new Problem(
        401,
        "Unauthorized",
        "the message has no signature that holds; sign it with the inbound secret of the target that"
            + " the address names (docs/notifications.md)");
  }

  /** The caller's role is not enough. */
  public static Problem forbidden(Role needed, Role has) {
    return new Problem(
        403, "Forbidden", "this needs role " + needed + "; the token has role " + has);
  }

  /** The caller may not do this, whatever its role. */
  public static Problem forbidden(String detail) {
    return new Problem(403, "Forbidden", detail);
  }

  /** There is nothing of the kind. */
  public static Problem notFound(String detail) {
    return new Problem(404, "Not found", detail);
  }

  /** The thing is in a state that does not allow it. */
  public static Problem conflict(String detail) {
    return new Problem(409, "Conflict", detail);
  }

  /** The caller asks too often. */
  public static Problem tooMany(Duration wait) {
    long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
    return new Problem(
        429,
        "Too many requests",
        "too many calls; the next one may come in " + seconds + " s",
        seconds);
  }

  /** Any other status. */
  public static Problem ofStatus(int status, String title, String detail) {
    return new Problem(status, title, detail);
  }

  /** The database or another part is away. */
  public static Problem unavailable(String detail) {
    return new Problem(503, "Unavailable", detail, 5);
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The JSON. */
  public String body() {
    return new JsonObject()
        .put("type", "about:blank")
        .put("title", title)
        .put("status", status)
        .put("detail", getMessage())
        .encode();
  }

  /** Headers of the answer beside its media type. */
  public Map<String, String> headers() {
    if (status == 401) {
      return Map.of("WWW-Authenticate", "Bearer realm=\"hop444\"");
    }
    return retryAfterSeconds > 0
        ? Map.of("Retry-After", Long.toString(retryAfterSeconds))
        : Map.of();
  }

  /** Ends {@code response} with this problem. */
  public void answer(HttpServerResponse response) {
    response.setStatusCode(status).putHeader("Content-Type", MEDIA_TYPE);
    headers().forEach(response::putHeader);
    response.end(body());
  }

  /** Expected, and answered: nobody reads its trace. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
