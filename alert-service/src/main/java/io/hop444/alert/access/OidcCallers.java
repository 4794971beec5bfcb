/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.access;

import io.hop444.alert.config.AlertConfig;
import io.hop444.alert.config.InvalidConfigException;
import io.hop444.alert.domain.Role;
import io.hop444.alert.domain.SiteScope;
import io.hop444.alert.problem.Problem;
import io.quarkus.runtime.Startup;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

/**
 * Callers whose token an OpenID Connect issuer signed. Quarkus checks signature, issuer, audience
 * and time; this class says what the claims allow. Off unless {@code quarkus.oidc.tenant-enabled}.
 */
@Startup
@ApplicationScoped
class OidcCallers {

  private static final Logger LOG = Logger.getLogger(OidcCallers.class);

  /** No token has this prefix, so nobody can take the name of one. */
  private static final String PREFIX = "oidc:";

  private HttpAuthenticator authenticator;
  private boolean enabled;
  private ClaimMapping mapping;
  private Clock clock;

  OidcCallers() {}

  @Inject
  OidcCallers(
      HttpAuthenticator authenticator,
      @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean enabled,
      @ConfigProperty(name = "quarkus.oidc.token.audience") Optional<List<String>> audience,
      AlertConfig config,
      Clock clock) {
    this.authenticator = authenticator;
    this.enabled = enabled;
    this.mapping = new ClaimMapping(config.oidc());
    this.clock = clock;
    if (enabled && audience.filter(names -> !names.contains("any")).isEmpty()) {
      throw new InvalidConfigException(
          "quarkus.oidc.tenant-enabled=true needs quarkus.oidc.token.audience: without it a token"
              + " the issuer gave to any other application would be good here");
    }
  }

  /** Whether a token may be one of these: three parts, as a signed JWT has. */
  boolean mayKnow(String token) {
    return enabled && token.chars().filter(c -> c == '.').count() == 2;
  }

  /**
   * The caller of the token in the header Authorization. Fails with a {@link Problem}: 401 when the
   * token is not good, 403 when it allows nothing, 503 when the issuer cannot be asked for its
   * keys.
   */
  Uni<Caller> callerOf(RoutingContext context) {
    return authenticator
        .attemptAuthentication(context)
        .onItem()
        .transform(this::caller)
        .onFailure(failure -> !(failure instanceof Problem))
        .transform(OidcCallers::problem);
  }

  private Caller caller(SecurityIdentity identity) {
    if (identity == null || !(identity.getPrincipal() instanceof JsonWebToken token)) {
      throw Problem.unauthorized();
    }
    JsonObject claims = claims(token.getRawToken());
    Role role =
        mapping
            .role(claims)
            .orElseThrow(
                () -> Problem.forbidden("the token has no role here (alert.oidc.*-roles)"));
    SiteScope sites =
        mapping
            .sites(claims)
            .orElseThrow(
                () -> Problem.forbidden("the token has no site here (alert.oidc.site-claim)"));
    Instant end = Instant.ofEpochSecond(token.getExpirationTime());
    return new Caller(PREFIX + token.getName(), role, sites, () -> clock.instant().isBefore(end));
  }

  /** Only after the signature was checked. */
  private static JsonObject claims(String token) {
    String payload = token.split("\\.", -1)[1];
    return new JsonObject(
        new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8));
  }

  private static Problem problem(Throwable failure) {
    if (failure instanceof AuthenticationFailedException) {
      LOG.debugf("Token of the issuer refused. reason=%s", failure.getMessage());
      return Problem.unauthorized();
    }
    LOG.warnf("Issuer of tokens cannot be asked. reason=%s", failure.getMessage());
    return Problem.unavailable("the issuer of tokens does not answer; try again in a few seconds");
  }
}
