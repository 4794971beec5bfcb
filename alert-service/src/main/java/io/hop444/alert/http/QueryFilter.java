/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import io.hop444.alert.problem.QueryRule;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Holds every call of the API to the parameters its method declares, before anything is done. What
 * ticket systems send is theirs to choose: their address takes whatever they add to it.
 */
public class QueryFilter {

  @ServerRequestFilter(priority = Priorities.USER - 200)
  public void check(ResourceInfo resource, RoutingContext context) {
    if (context.normalizedPath().startsWith("/api/")) {
      QueryRule.check(context.queryParams(), taken(resource.getResourceMethod()));
    }
  }

  private static List<String> taken(Method method) {
    return Stream.of(method.getParameters())
        .flatMap(each -> Optional.ofNullable(each.getAnnotation(QueryParam.class)).stream())
        .map(QueryParam::value)
        .toList();
  }
}
