/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import io.hop444.alert.problem.Problem;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Answers a body that says it is too long before it is read. One that does not say its length is
 * stopped by the server, with the same status and no words.
 */
@ApplicationScoped
class BodyLimit {

  private static final int AFTER_THE_CALLER_IS_KNOWN = 950;

  private final long most;

  @Inject
  BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize most) {
    this.most = most.asLongValue();
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, AFTER_THE_CALLER_IS_KNOWN);
  }

  private void check(RoutingContext context) {
    String length = context.request().getHeader("Content-Length");
    if (length != null && length.matches("\\d{1,18}") && Long.parseLong(length) > most) {
      Problem.ofStatus(413, "Content too large", "a body holds at most " + most / 1_024 + " kB")
          .answer(context.response().putHeader("Connection", "close"));
    } else {
      context.next();
    }
  }
}
