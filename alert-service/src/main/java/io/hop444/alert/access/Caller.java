/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.access;

import io.hop444.alert.domain.Role;
import io.hop444.alert.domain.SiteScope;
import io.hop444.alert.problem.Problem;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Who asks.
 *
 * @param name of the token, or {@code oidc:} and the name the issuer gave
 * @param sites what the caller sees; whatever is of another site does not exist for it
 * @param stillValid whether the token is good right now: connections that stay open ask again
 */
public record Caller(String name, Role role, SiteScope sites, BooleanSupplier stillValid) {

  private static final String KEY = Caller.class.getName();

  void attachTo(RoutingContext context) {
    context.put(KEY, this);
  }

  /** Who asks; empty where nobody needs to be known. */
  public static Optional<Caller> of(RoutingContext context) {
    return Optional.ofNullable(context.get(KEY));
  }

  /**
   * Who asks, if it may do what {@code role} may. What an admin may concerns every site.
   *
   * @throws Problem 401 without a caller, 403 when its role or its sites are not enough
   */
  public static Caller require(RoutingContext context, Role role) {
    Caller caller = of(context).orElseThrow(Problem::unauthorized);
    if (!caller.role.covers(role)) {
      throw Problem.forbidden(role, caller.role);
    }
    if (role == Role.ADMIN && !caller.sites.isAll()) {
      throw Problem.forbidden("this concerns every site; the caller may see only some");
    }
    return caller;
  }
}
