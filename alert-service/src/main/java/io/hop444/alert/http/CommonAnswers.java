/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import io.hop444.alert.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Adds to the API's description what is the same for every call. */
public class CommonAnswers implements OASFilter {

  private static final String PROBLEM = "Problem";
  private static final String OF_AN_INCIDENT = "/api/v1/incidents/{id}/";
  private static final Map<String, String> FOR_EVERYBODY =
      Map.of(
          "400", "A parameter is unknown or wrong",
          "401", "No valid token",
          "403", "The caller's role or sites are not enough, or a foreign page made the call",
          "429", "The caller asks too often; Retry-After says when the next call may come",
          "503", "The database does not answer; Retry-After says when to try again");

  @Override
  public void filterOpenAPI(OpenAPI api) {
    if (api.getComponents() == null) {
      api.setComponents(OASFactory.createComponents());
    }
    api.getComponents().addSchema(PROBLEM, problem());
    api.getPaths()
        .getPathItems()
        .forEach((path, item) -> item.getOperations().forEach(CommonAnswers::complete));
    api.getPaths()
        .getPathItems()
        .forEach(
            (path, item) -> {
              if (path.startsWith(OF_AN_INCIDENT) && item.getPOST() != null) {
                item.getPOST()
                    .addParameter(
                        header(
                            "If-Match", "ETag of the incident as it was read; 412 if it changed"));
                item.getPOST()
                    .getResponses()
                    .addAPIResponse(
                        "412",
                        OASFactory.createAPIResponse()
                            .description("The incident was changed since")
                            .content(content()));
              }
            });
  }

  private static void complete(PathItem.HttpMethod method, Operation operation) {
    FOR_EVERYBODY.forEach(
        (status, description) -> {
          if (!operation.getResponses().hasAPIResponse(status)) {
            operation
                .getResponses()
                .addAPIResponse(status, OASFactory.createAPIResponse().description(description));
          }
        });
    if (method == PathItem.HttpMethod.GET) {
      operation.addParameter(
          header("If-None-Match", "ETags the caller has; the answer is then 304"));
    } else {
      operation.addParameter(
          header(
              "Idempotency-Key",
              "Names this change: the same key again gets the same answer and changes nothing."
                  + " Remembered for a day"));
      addUnlessThere(operation, "409", "The first call with this Idempotency-Key still runs");
      addUnlessThere(operation, "422", "This Idempotency-Key was used for another request");
    }
    Map<String, APIResponse> problems = new LinkedHashMap<>();
    operation
        .getResponses()
        .getAPIResponses()
        .forEach(
            (status, answer) -> {
              if (status.compareTo("400") >= 0) {
                problems.put(status, answer);
              }
            });
    problems.values().forEach(answer -> answer.setContent(content()));
  }

  private static void addUnlessThere(Operation operation, String status, String description) {
    if (!operation.getResponses().hasAPIResponse(status)) {
      operation
          .getResponses()
          .addAPIResponse(status, OASFactory.createAPIResponse().description(description));
    }
  }

  private static Parameter header(String name, String description) {
    return OASFactory.createParameter()
        .name(name)
        .in(Parameter.In.HEADER)
        .description(description)
        .schema(text());
  }

  private static Schema text() {
    return OASFactory.createSchema().type(List.of(Schema.SchemaType.STRING));
  }

  private static Content content() {
    return OASFactory.createContent()
        .addMediaType(
            Problem.MEDIA_TYPE,
            OASFactory.createMediaType()
                .schema(OASFactory.createSchema().ref("#/components/schemas/" + PROBLEM)));
  }

  private static Schema problem() {
    return OASFactory.createSchema()
        .type(List.of(Schema.SchemaType.OBJECT))
        .description("What went wrong and what to do (RFC 9457).")
        .addProperty("type", text())
        .addProperty("title", text())
        .addProperty("status", OASFactory.createSchema().type(List.of(Schema.SchemaType.INTEGER)))
        .addProperty("detail", text());
  }
}
