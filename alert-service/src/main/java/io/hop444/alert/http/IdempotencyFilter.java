/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hop444.alert.access.Caller;
import io.hop444.alert.domain.Role;
import io.hop444.alert.postgres.PostgresIdempotency;
import io.hop444.alert.postgres.PostgresIdempotency.Asked;
import io.hop444.alert.postgres.PostgresIdempotency.Known;
import io.hop444.alert.problem.Problem;
import io.quarkus.scheduler.Scheduled;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Lets a caller repeat a change whose answer it did not get: with the same {@code Idempotency-Key}
 * it is done once, and the answer is given again. Before the audit, where a repetition is no
 * change.
 */
@Singleton
public class IdempotencyFilter {

  private static final Logger LOG = Logger.getLogger(IdempotencyFilter.class);
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final String ASKED = IdempotencyFilter.class.getName();
  private static final int LONGEST_KEY = 255;

  /** Longer than any change takes. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final Duration MEMORY = Duration.ofHours(24);

  private final PostgresIdempotency keys;
  private final ObjectMapper mapper;

  @Inject
  IdempotencyFilter(PostgresIdempotency keys, ObjectMapper mapper) {
    this.keys = keys;
    this.mapper = mapper;
  }

  /** The answer to give instead of doing it again; null to go on. */
  @ServerRequestFilter(priority = Priorities.USER - 100)
  public Response asked(ContainerRequestContext request, RoutingContext context)
      throws SQLException, IOException {
    String key = request.getHeaderString("Idempotency-Key");
    if (key == null || READING.contains(request.getMethod())) {
      return null;
    }
    if (key.isBlank() || key.length() > LONGEST_KEY) {
      throw Problem.badRequest("Idempotency-Key must have 1 to " + LONGEST_KEY + " characters");
    }
    Caller caller = Caller.require(context, Role.VIEWER);
    byte[] body = request.getEntityStream().readAllBytes();
    request.setEntityStream(new ByteArrayInputStream(body));
    Asked asked =
        new Asked(
            caller.name(),
            Sha256.hex(key.getBytes(StandardCharsets.UTF_8)),
            Sha256.hex(
                (request.getMethod() + ' ' + context.request().uri() + '\n')
                    .getBytes(StandardCharsets.UTF_8),
                body));
    Known known = keys.begin(asked, PATIENCE);
    if (known instanceof Known.Answered answered) {
      return again(answered);
    }
    if (known instanceof Known.OfAnotherRequest) {
      throw Problem.ofStatus(
          422,
          "Unprocessable content",
          "this Idempotency-Key was used for another request; take a new one for each change");
    }
    if (known instanceof Known.Running) {
      throw Problem.conflict("the first call with this Idempotency-Key still runs; try again");
    }
    context.put(ASKED, asked);
    return null;
  }

  private static Response again(Known.Answered answered) {
    if (answered.body() == null && answered.status() != 204) {
      throw Problem.conflict(
          "this was done with status "
              + answered.status()
              + "; the answer is shown only once and was not kept");
    }
    return Response.status(answered.status())
        .type(answered.mediaType())
        .entity(answered.body())
        .header("Idempotent-Replayed", "true")
        .build();
  }

  /** Keeps what was answered; what changed nothing is forgotten. */
  @ServerResponseFilter
  public void answered(ContainerResponseContext response, RoutingContext context) {
    Asked asked = context.get(ASKED);
    if (asked == null) {
      return;
    }
    try {
      if (response.getStatus() >= 400) {
        keys.forget(asked);
      } else {
        keys.answered(asked, answer(response));
      }
    } catch (SQLException e) {
      LOG.warnf(
          "Answer of a change was not kept; its key may run it again in a minute. reason=%s",
          e.getMessage());
    }
  }

  private Known.Answered answer(ContainerResponseContext response) {
    boolean once = "no-store".equals(response.getHeaderString("Cache-Control"));
    Object entity = response.getEntity();
    if (entity == null || once) {
      return new Known.Answered(response.getStatus(), null, null);
    }
    try {
      return new Known.Answered(
          response.getStatus(),
          String.valueOf(response.getMediaType()),
          entity instanceof String text ? text : mapper.writeValueAsString(entity));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what is answered can be written", e);
    }
  }

  @Scheduled(every = "1h", delayed = "10m")
  void forgetOld() {
    try {
      keys.forgetOlderThan(MEMORY);
    } catch (SQLException e) {
      LOG.debugf("Old idempotency keys stay for now. reason=%s", e.getMessage());
    }
  }
}
