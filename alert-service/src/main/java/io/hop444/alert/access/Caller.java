/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.access;

import io.hop444.alert.domain.Role;
import io.hop444.alert.problem.Problem;
import io.vertx.ext.web.RoutingContext;

/**
 * Who asks.
 *
 * @param name of the token
 */
public record Caller(String name, Role role) {

  private static final String KEY = Caller.class.getName();

  void attachTo(RoutingContext context) {
    context.put(KEY, this);
  }

  /**
   * Who asks, if it may do what {@code role} may.
   *
   * @throws Problem 401 without a caller, 403 when its role is not enough
   */
  public static Caller require(RoutingContext context, Role role) {
    Caller caller = context.get(KEY);
    if (caller == null) {
      throw Problem.unauthorized();
    }
    if (!caller.role.covers(role)) {
      throw Problem.forbidden(role, caller.role);
    }
    return caller;
  }
}
