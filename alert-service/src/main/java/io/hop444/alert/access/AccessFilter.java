/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.access;

import io.hop444.alert.config.CheckedConfig;
import io.hop444.alert.domain.Role;
import io.hop444.alert.domain.SiteScope;
import io.hop444.alert.problem.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
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

  /** Of one address, for calls without a valid token; each may cost the check of a signature. */
  private static final double REFUSALS_PER_SECOND = 10;

  private static final int REFUSALS_AT_ONCE = 200;
  private static final String BEARER = "bearer ";
  private static final String TOKEN_PROTOCOL = "hop444.token.";
  private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
  private static final Set<String> LOOPBACK_NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

  private final Tokens tokens;
  private final OidcCallers oidc;
  private final CheckedConfig config;
  private final SecurityHeaders headers;
  private final OriginRule origins;
  private final RateLimits calls;
  private final RateLimits refusals;
  private final Counter limited;

  @Inject
  AccessFilter(
      Tokens tokens, OidcCallers oidc, SignIn signIn, CheckedConfig config, MeterRegistry metrics) {
    this.tokens = tokens;
    this.oidc = oidc;
    this.config = config;
    this.headers = new SecurityHeaders(signIn.offered().map(SignIn.Issuer::origin));
    this.origins = new OriginRule(config.http().origins().orElse(Set.of()));
    this.calls = new RateLimits(config.http().callsPerSecond(), config.http().callsAtOnce());
    this.refusals = new RateLimits(REFUSALS_PER_SECOND, REFUSALS_AT_ONCE);
    this.limited = metrics.counter("alert.calls.limited");
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, BEFORE_ALL_ROUTES);
  }

  private void check(RoutingContext context) {
    String path = context.normalizedPath().toLowerCase(Locale.ROOT).replaceAll("/+", "/");
    boolean api = path.equals("/api") || path.startsWith("/api/");
    headers.set(context.request(), api);
    boolean needsCaller =
        api || (!config.loopback() && path.startsWith("/q/") && !path.startsWith("/q/health"));
    try {
      if (!needsCaller) {
        context.next();
      } else if (!origins.answers(context.request())) {
        identify(context);
      }
    } catch (Problem problem) {
      problem.answer(context.response());
    }
  }

  private void identify(RoutingContext context) {
    String header = authorization(context.request());
    if (header == null) {
      admit(context, anonymous(context));
    } else if (header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      admit(context, header.substring(BEARER.length()).trim());
    } else {
      admit(context, Optional.empty());
    }
  }

  /** A browser cannot set the header of a WebSocket's handshake: it names its token beside it. */
  private static String authorization(HttpServerRequest request) {
    String header = request.getHeader("Authorization");
    String protocols = request.getHeader("Sec-WebSocket-Protocol");
    if (header == null && protocols != null) {
      for (String each : protocols.split(",", -1)) {
        if (each.strip().startsWith(TOKEN_PROTOCOL)) {
          header = BEARER + each.strip().substring(TOKEN_PROTOCOL.length());
          request.headers().set("Authorization", header);
        }
      }
    }
    return header;
  }

  /** Tokens of an issuer are asked for last: their signature costs more than a look into a map. */
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

  private void admit(RoutingContext context, Optional<Caller> caller) {
    String key =
        caller
            .map(known -> "caller " + known.name())
            .orElseGet(() -> "address " + context.request().remoteAddress().hostAddress());
    Duration wait = (caller.isPresent() ? calls : refusals).take(key, System.nanoTime());
    if (!wait.isZero()) {
      limited.increment();
      Problem.tooMany(wait).answer(context.response());
    } else if (caller.isEmpty()) {
      Problem.unauthorized().answer(context.response());
    } else {
      caller.get().attachTo(context);
      context.next();
    }
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
}
