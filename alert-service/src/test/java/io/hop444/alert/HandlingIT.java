/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static io.hop444.alert.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What people do with incidents, and who hears of it. */
@Order(SharedAlert.WITH_TOKENS)
class HandlingIT {

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.withTokens();

  private static String responder;

  @BeforeAll
  static void makeTokens() {
    responder = SHARED.token("handling-responder", "responder");
  }

  private static ValidatableResponse act(String token, String id, String action, String body) {
    return SHARED
        .with(token)
        .contentType("application/json")
        .body(body)
        .post("/api/v1/incidents/" + id + "/" + action)
        .then();
  }

  private static void open(String id) {
    SHARED.wire().send(Change.opened(id));
    SHARED.awaitState(id, "OPEN");
  }

  @Test
  void shouldTellTheWholeLifeWithWhoAndWhen() {
    open("handled");

    act(responder, "handled", "assign", "{\"assignee\":\"eve\",\"comment\":\"on call\"}")
        .statusCode(200)
        .body("assignee", equalTo("eve"));
    act(responder, "handled", "severity", "{\"severity\":\"WARNING\"}")
        .statusCode(200)
        .body("severity", equalTo("WARNING"));
    act(responder, "handled", "comments", "{\"comment\":\"asked the certificate team\"}")
        .statusCode(200);
    act(responder, "handled", "resolve", "{\"reason\":\"server is retired\"}")
        .statusCode(200)
        .body("state", equalTo("RESOLVED"))
        .body("resolvedBy", equalTo("handling-responder"))
        .body("resolvedReason", equalTo("server is retired"));
    act(responder, "handled", "reopen", "{\"reason\":\"wrong server\"}")
        .statusCode(200)
        .body("state", equalTo("OPEN"))
        .body("resolvedBy", nullValue())
        .body(
            "timeline.type",
            contains(
                "incident.opened",
                "incident.assigned",
                "incident.severity-changed",
                "incident.commented",
                "incident.resolved",
                "incident.reopened"))
        .body("timeline[1].by", equalTo("handling-responder"))
        .body("timeline[1].text", equalTo("to eve: on call"))
        .body("timeline[3].text", equalTo("asked the certificate team"))
        .body("timeline[5].text", equalTo("wrong server"));

    await()
        .until(
            () ->
                SHARED.receiver().of("handled").stream()
                    .anyMatch(got -> got.type().equals("incident.reopened")));
    List<Receiver.Got> told = SHARED.receiver().of("handled");
    assertThat(told).extracting(Receiver.Got::webhookId).doesNotHaveDuplicates();
    assertThat(told)
        .extracting(Receiver.Got::type)
        .contains("incident.opened", "incident.resolved", "incident.reopened")
        .isSubsetOf(
            "incident.opened", "incident.updated", "incident.resolved", "incident.reopened");
  }

  @Test
  void shouldStayResolvedByHandUntilAFailureContradicts() {
    open("by-hand");
    act(responder, "by-hand", "resolve", "{\"reason\":\"known\"}").statusCode(200);

    SHARED.wire().send(Change.updated("by-hand", 2).failedRequests(1_000));

    await()
        .untilAsserted(
            () ->
                SHARED
                    .admin()
                    .get("/api/v1/incidents/by-hand")
                    .then()
                    .body("failedRequests", equalTo(1_000))
                    .body("state", equalTo("RESOLVED")));

    SHARED
        .wire()
        .send(Change.updated("by-hand", 3).startedAt(java.time.Instant.now().plusSeconds(600)));
    SHARED.awaitState("by-hand", "OPEN");
  }

  @Test
  void shouldRefuseWhatCannotBeAndWhoMayNot() {
    open("refused");
    String viewer = SHARED.token("handling-viewer", "viewer");

    for (String action : List.of("assign", "severity", "comments", "resolve", "reopen")) {
      act(viewer, "refused", action, "{}").statusCode(403);
    }
    act(responder, "refused", "resolve", "{}")
        .statusCode(400)
        .body("detail", containsString("reason"));
    act(responder, "refused", "comments", "{\"comment\":\" \"}").statusCode(400);
    act(responder, "refused", "severity", "{\"severity\":\"HUGE\"}").statusCode(400);
    act(responder, "refused", "reopen", "{\"reason\":\"x\"}").statusCode(409);
    act(responder, "no-such", "comments", "{\"comment\":\"x\"}").statusCode(404);
  }
}
