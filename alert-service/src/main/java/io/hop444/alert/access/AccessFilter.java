/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.access;

import io.hop444.alert.config.CheckedConfig;
import io.hop444.alert.domain.Role;
import io.hop444.alert.domain.SiteScope;
import io.hop444.alert.problem.Problem;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Every call passes here first. Below {@code /api} nothing answers without a caller; the static
 * page and health need none, and neither do metrics and the API's description where only this
 * machine can ask.
 */
@ApplicationScoped
class AccessFilter {

  private static final int BEFORE_ALL_ROUTES = 1_000;
  private static final String BEARER = "bearer ";
  private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
  private static final Set<String> LOOPBACK_NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

  private final Tokens tokens;
  private final OidcCallers oidc;
  private final CheckedConfig config;

  @Inject
  AccessFilter(Tokens tokens, OidcCallers oidc, CheckedConfig config) {
    this.tokens = tokens;
    this.oidc = oidc;
    this.config = config;
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, BEFORE_ALL_ROUTES);
  }

  private void check(RoutingContext context) {
    setSecurityHeaders(context.response());
    if (!needsCaller(context.normalizedPath())) {
      context.next();
      return;
    }
    String header = context.request().getHeader("Authorization");
    if (header == null) {
      admit(context, anonymous(context));
    } else if (header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      admit(context, header.substring(BEARER.length()).trim());
    } else {
      admit(context, Optional.empty());
    }
  }

  private void admit(RoutingContext context, String token) {
    Optional<Caller> known = tokens.callerOf(token);
    if (known.isPresent() || !oidc.mayKnow(token)) {
      admit(context, known);
      return;
    }
    Context eventLoop = context.vertx().getOrCreateContext();
    Cancellable unused =
        oidc.callerOf(context)
            .subscribe()
            .with(
                caller -> eventLoop.runOnContext(now -> admit(context, Optional.of(caller))),
                failure ->
                    eventLoop.runOnContext(now -> ((Problem) failure).answer(context.response())));
  }

  private static void admit(RoutingContext context, Optional<Caller> caller) {
    if (caller.isEmpty()) {
      Problem.unauthorized().answer(context.response());
      return;
    }
    caller.get().attachTo(context);
    context.next();
  }

  private boolean needsCaller(String path) {
    String lower = path.toLowerCase(Locale.ROOT).replaceAll("/+", "/");
    return lower.equals("/api")
        || lower.startsWith("/api/")
        || (!config.loopback() && lower.startsWith("/q/") && !lower.startsWith("/q/health"));
  }

  private Optional<Caller> anonymous(RoutingContext context) {
    return config.anonymousViewer()
            && READING.contains(context.request().method())
            && isAskedAsLoopback(context)
        ? Optional.of(new Caller("anonymous", Role.VIEWER, SiteScope.ALL, () -> true))
        : Optional.empty();
  }

  /** A page of a foreign name that resolves to this machine must not read on a user's behalf. */
  private static boolean isAskedAsLoopback(RoutingContext context) {
    String host = context.request().getHeader("Host");
    return host != null
        && LOOPBACK_NAMES.contains(host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT));
  }

  private static void setSecurityHeaders(HttpServerResponse response) {
    response
        .putHeader(
            "Content-Security-Policy",
            "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
                + " object-src 'none'")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("X-Frame-Options", "DENY")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cross-Origin-Opener-Policy", "same-origin")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin");
  }
}
