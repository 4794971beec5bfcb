/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hop444.alert.access.Caller;
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
import java.util.Optional;
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
  private static final String ASKED = IdempotencyFilter.class.getName() + ".asked";
  private static final String FIRST = IdempotencyFilter.class.getName() + ".first";
  private static final int LONGEST_KEY = 255;
  private static final Duration MEMORY = Duration.ofHours(24);

  private final PostgresIdempotency keys;
  private final ObjectMapper mapper;

  @Inject
  IdempotencyFilter(PostgresIdempotency keys, ObjectMapper mapper) {
    this.keys = keys;
    this.mapper = mapper;
  }

  /** The answer to give instead of doing it again; null to go on. Before the audit. */
  @ServerRequestFilter(priority = Priorities.USER - 100)
  public Response asked(ContainerRequestContext request, RoutingContext context)
      throws SQLException, IOException {
    keys.leave();
    String key = request.getHeaderString("Idempotency-Key");
    Optional<Caller> caller = Caller.of(context);
    if (key == null || READING.contains(request.getMethod()) || caller.isEmpty()) {
      return null;
    }
    if (key.isBlank() || key.length() > LONGEST_KEY) {
      throw Problem.badRequest("Idempotency-Key must have 1 to " + LONGEST_KEY + " characters");
    }
    byte[] body = request.getEntityStream().readAllBytes();
    request.setEntityStream(new ByteArrayInputStream(body));
    Asked asked =
        new Asked(
            caller.get().name(),
            Sha256.hex(key.getBytes(StandardCharsets.UTF_8)),
            Sha256.hex(
                (request.getMethod() + ' ' + context.request().uri() + '\n')
                    .getBytes(StandardCharsets.UTF_8),
                body));
    Optional<Known> known = keys.known(asked);
    if (known.isPresent()) {
      return again(known.get());
    }
    context.put(ASKED, asked);
    return null;
  }

  /** Begins the transaction that the change and its key share; the audit stands already. */
  @ServerRequestFilter(priority = Priorities.USER + 100)
  public Response begun(RoutingContext context) throws SQLException {
    Asked asked = context.get(ASKED);
    if (asked == null) {
      return null;
    }
    Known known = keys.begin(asked);
    if (known instanceof Known.First first) {
      context.put(FIRST, first);
      // Whatever failed on the way: once the answer is out, nothing of the call goes on.
      context.addEndHandler(
          sent -> {
            if (sent.succeeded()) {
              end(first);
            }
          });
      return null;
    }
    return again(known);
  }

  private static Response again(Known known) {
    if (known instanceof Known.Answered answered) {
      return again(answered);
    }
    if (known instanceof Known.OfAnotherRequest) {
      throw Problem.ofStatus(
          422,
          "Unprocessable content",
          "this Idempotency-Key was used for another request; take a new one for each change");
    }
    throw Problem.conflict("the first call with this Idempotency-Key still runs; try again");
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

  /** Makes the change last with its answer, or neither. Before the audit notes the answer. */
  @ServerResponseFilter(priority = Priorities.USER + 100)
  public void answered(ContainerResponseContext response, RoutingContext context) {
    Known.First first = context.remove(FIRST);
    if (first == null) {
      return;
    }
    try {
      if (response.getStatus() >= 400) {
        keys.refused(first);
      } else {
        keys.answered(first, context.get(ASKED), answer(response));
      }
    } catch (SQLException e) {
      LOG.warnf("A change was not made: its key cannot be kept. reason=%s", e.getMessage());
      Response failed = ProblemMappers.databaseFailed();
      response.setStatus(failed.getStatus());
      response.setEntity(failed.getEntity());
      failed.getHeaders().forEach((name, values) -> response.getHeaders().put(name, values));
    } finally {
      end(first);
    }
  }

  private void end(Known.First first) {
    try {
      keys.refused(first);
    } catch (SQLException e) {
      LOG.debugf("A connection did not close; it is gone. reason=%s", e.getMessage());
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
