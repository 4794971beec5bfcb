/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.hop444.alert.problem.Problem;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every failure of a call leaves as a problem. */
public class ProblemMappers {

  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

  @ServerExceptionMapper
  public Response problem(Problem problem) {
    return answer(problem);
  }

  /** What is answered when the database failed. */
  static Response databaseFailed() {
    return answer(Problem.unavailable("the database does not answer; try again in a few seconds"));
  }

  private static Response answer(Problem problem) {
    Response.ResponseBuilder answer =
        Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem.body());
    problem.headers().forEach(answer::header);
    return answer.build();
  }

  @ServerExceptionMapper
  public Response database(SQLException failure) {
    LOG.warnf("Call not answered: the database failed. reason=%s", failure.getMessage());
    return databaseFailed();
  }

  /** Names the field, where the body is JSON but not what was asked for. */
  @ServerExceptionMapper
  public Response body(MismatchedInputException failure) {
    String field =
        failure.getPath().stream()
            .map(
                part ->
                    part.getFieldName() == null
                        ? "[" + part.getIndex() + "]"
                        : "." + part.getFieldName())
            .collect(Collectors.joining());
    String what =
        failure instanceof UnrecognizedPropertyException unknown
            ? "is unknown; known are "
                + unknown.getKnownPropertyIds().stream()
                    .map(String::valueOf)
                    .sorted()
                    .collect(Collectors.joining(", "))
            : "cannot be read as what it should be; see /q/openapi";
    return problem(
        Problem.badRequest(
            (field.isEmpty() ? "the body" : "the body's " + field.replaceFirst("^\\.", ""))
                + ' '
                + what));
  }

  /**
   * A mistake of this service. Mapped, so that the filters after it still run: what a call began
   * has to end. The caller learns where to look, and nothing of the inside.
   */
  @ServerExceptionMapper
  public Response unexpected(Throwable failure) {
    String failureId = UUID.randomUUID().toString();
    LOG.errorf(failure, "Call not answered: the service is at fault. failureId=%s", failureId);
    return problem(
        Problem.ofStatus(
            500,
            "Internal error",
            "the service failed at this; its log says more under failureId=" + failureId));
  }

  @ServerExceptionMapper
  public Response framework(WebApplicationException failure) {
    int status = failure.getResponse().getStatus();
    if (status < 400) {
      return failure.getResponse();
    }
    return problem(
        Problem.ofStatus(
            status, failure.getResponse().getStatusInfo().getReasonPhrase(), detail(status)));
  }

  private static String detail(int status) {
    return switch (status) {
      case 400 -> "the body must be JSON as /q/openapi describes it";
      case 404 -> "there is nothing at this address; see /q/openapi";
      case 405 -> "this address does not take this method; see /q/openapi";
      case 406 -> "this address answers application/json; see /q/openapi";
      case 415 -> "send application/json";
      default -> "the request cannot be read; see /q/openapi";
    };
  }
}
