/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.access;

import io.hop444.alert.config.AlertConfig;
import io.hop444.alert.config.InvalidConfigException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where the page may sign people in, beside asking for a token. Thread-safe. */
@ApplicationScoped
class SignIn {

  private Optional<Issuer> offered;

  SignIn() {}

  @Inject
  SignIn(
      AlertConfig config,
      @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean enabled,
      @ConfigProperty(name = "quarkus.oidc.auth-server-url") Optional<String> issuer) {
    if (config.oidc().clientId().isPresent() && (!enabled || issuer.isEmpty())) {
      throw new InvalidConfigException(
          "alert.oidc.client-id needs quarkus.oidc.tenant-enabled=true and"
              + " quarkus.oidc.auth-server-url: without them the tokens of the issuer are refused");
    }
    this.offered =
        config
            .oidc()
            .clientId()
            .map(client -> new Issuer(issuer.orElseThrow(), client, config.oidc().scopes()));
  }

  /**
   * An issuer and this service's client at it.
   *
   * @param issuer its address, below which {@code .well-known/openid-configuration} is
   */
  record Issuer(String issuer, String clientId, String scopes) {

    /** As browsers write it. */
    String origin() {
      URI address = URI.create(issuer);
      return address.getScheme() + "://" + address.getRawAuthority();
    }
  }

  /** Empty where the page asks for tokens only. */
  Optional<Issuer> offered() {
    return offered;
  }
}
