/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.access;

import io.hop444.alert.postgres.PostgresAudit;
import io.hop444.alert.problem.Problem;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.sql.SQLException;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Notes every call that may change something, whichever it is: one row before anything is done, one
 * with the status after it. What cannot be noted is not done (ADR 0018).
 */
public class AuditFilter {

  private static final Logger LOG = Logger.getLogger(AuditFilter.class);
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final String CALL = AuditFilter.class.getName();
  private static final String DETAIL = CALL + ".detail";
  private static final int LONGEST_DETAIL = 10_000;

  private final PostgresAudit audit;

  @Inject
  AuditFilter(PostgresAudit audit) {
    this.audit = audit;
  }

  /** Says more about the change than its address does; never a secret or a person's data. */
  public static void detail(RoutingContext context, String text) {
    context.put(DETAIL, text.substring(0, Math.min(text.length(), LONGEST_DETAIL)));
  }

  @ServerRequestFilter
  public void asked(ContainerRequestContext request, ResourceInfo resource, RoutingContext context)
      throws SQLException {
    Caller caller = Caller.of(context).orElse(null);
    if (caller == null || READING.contains(request.getMethod())) {
      return;
    }
    String subject = context.normalizedPath();
    if (subject.indexOf('\0') >= 0) {
      throw Problem.badRequest("an address has no NUL in it");
    }
    PostgresAudit.Call call =
        new PostgresAudit.Call(
            UUID.randomUUID().toString(),
            caller.name(),
            caller.role().name(),
            request.getMethod() + ' ' + path(resource),
            subject);
    audit.asked(call);
    context.put(CALL, call);
  }

  @ServerResponseFilter
  public void answered(ContainerResponseContext response, RoutingContext context) {
    PostgresAudit.Call call = context.get(CALL);
    if (call == null) {
      return;
    }
    String detail = context.get(DETAIL);
    try {
      audit.answered(call, response.getStatus(), detail == null ? "" : detail);
    } catch (SQLException e) {
      // The row before the change stands; it is the one that must not be missing.
      LOG.errorf(
          "Audit has no answer to a change. callId=%s action=%s status=%d reason=%s",
          call.id(), call.action(), response.getStatus(), e.getMessage());
    }
  }

  private static String path(ResourceInfo resource) {
    Path ofClass = resource.getResourceClass().getAnnotation(Path.class);
    Path ofMethod = resource.getResourceMethod().getAnnotation(Path.class);
    return (ofClass == null ? "" : ofClass.value()) + (ofMethod == null ? "" : ofMethod.value());
  }
}
