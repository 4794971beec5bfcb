/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.hop444.schemas.Topic;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What surrounds an incident, and many incidents at once. */
@Order(SharedAlert.WITH_TOKENS)
class IncidentViewIT {

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.withTokens();

  private static ValidatableResponse view(String id, String what) {
    return SHARED.admin().get("/api/v1/incidents/" + id + "/" + what).then();
  }

  @Test
  void shouldShowHowFarItReachedMinuteByMinute() {
    Instant start = Change.STARTED.plusSeconds(-7); // Changes are told seven seconds later.
    SHARED
        .wire()
        .send(
            Change.opened("radius").failedRequests(3).startedAt(start),
            Change.updated("radius", 2).failedRequests(9).startedAt(start.plusSeconds(20)),
            Change.updated("radius", 3).failedRequests(50).startedAt(start.plusSeconds(60)),
            Change.updated("radius", 4).failedRequests(90).startedAt(start.plusSeconds(600)));

    Patience.await()
        .untilAsserted(
            () ->
                view("radius", "blast-radius")
                    .statusCode(200)
                    .body("items.failedRequests", contains(9, 50, 90))
                    .body(
                        "items.at",
                        contains(
                            "2026-11-20T10:05:00Z", "2026-11-20T10:06:00Z", "2026-11-20T10:15:00Z"))
                    .body("items[0].usersAffected", equalTo(42))
                    .body("items[0].frontEnds", equalTo(2)));
    view("no-such", "blast-radius").statusCode(404);
  }

  @Test
  void shouldThinALongSeriesAndKeepItsEnd() {
    SHARED.wire().send(Change.opened("long-radius"));
    SHARED.awaitState("long-radius", "OPEN");
    new Sql(SHARED.database())
        .run(
            """
        insert into radius_samples
        select 'long-radius', timestamptz '2026-12-01Z' + n * interval '1 minute', n, true, n, 1
          from generate_series(1, 4999) n
        """);

    view("long-radius", "blast-radius")
        .body("items", hasSize(500))
        .body("items[499].failedRequests", equalTo(4_999));
  }

  @Test
  void shouldShowTheCertificateAsItWasAndAsItIs() {
    Instant before = Change.STARTED.minusSeconds(600);
    var good = Servers.certificate("CC03", "mbx-view", Instant.parse("2099-01-01T00:00:00Z"));
    SHARED.wire().send(Change.opened("view-1").at("VIEW", "mbx-view"));
    SHARED
        .wire()
        .send(
            Topic.BINDING_SNAPSHOTS,
            "mbx-view",
            Servers.inventory("VIEW", "mbx-view", before, null, good));
    SHARED
        .wire()
        .send(
            Topic.BINDING_SNAPSHOTS,
            "mbx-view",
            Servers.inventory("VIEW", "mbx-view", Change.STARTED.plusSeconds(3_600), "CC03", good));
    SHARED.awaitState("view-1", "OPEN");

    Patience.await()
        .untilAsserted(
            () ->
                view("view-1", "certificate")
                    .statusCode(200)
                    .body("backEnd", equalTo("mbx-view"))
                    .body("atFailure.checks.find{it.name=='BOUND'}.verdict", equalTo("FAILED"))
                    .body("atFailure.checks.find{it.name=='BOUND'}.seen", equalTo("none"))
                    .body("atFailure.snapshots[0].takenAt", equalTo(before.toString()))
                    .body("now.checks.verdict.unique()", contains("OK"))
                    .body("now.checks.find{it.name=='BOUND'}.seen", equalTo("CC03"))
                    .body("now.snapshots[0].certificates.thumbprint", hasItem("CC03")));
    String other =
        SHARED.token(Map.of("name", "view-other", "role", "viewer", "sites", List.of("ELSE")));
    for (String what : List.of("certificate", "blast-radius")) {
      SHARED.with(other).get("/api/v1/incidents/view-1/" + what).then().statusCode(404);
    }
  }

  @Test
  void shouldAcknowledgeManyAtOnceAndSayWhatCameOfEach() {
    SHARED
        .wire()
        .send(
            Change.opened("many-1").at("MANY", "mbx1"),
            Change.opened("many-2").at("MANY", "mbx2"),
            Change.resolved("many-3", 1).at("MANY", "mbx3"),
            Change.opened("many-4").at("FAR", "mbx4"));
    SHARED.awaitState("many-3", "RESOLVED");
    SHARED.awaitState("many-4", "OPEN");
    String many =
        SHARED.token(
            Map.of("name", "many-responder", "role", "responder", "sites", List.of("MANY")));
    String body =
        "{\"ids\":[\"many-2\",\"many-1\",\"many-3\",\"many-4\",\"none\"],\"comment\":\"mine\"}";

    acknowledge(many, body)
        .statusCode(200)
        .body("items.id", contains("many-2", "many-1", "many-3", "many-4", "none"))
        .body(
            "items.result",
            contains("ACKNOWLEDGED", "ACKNOWLEDGED", "NOT_OPEN", "NOT_FOUND", "NOT_FOUND"));

    SHARED.awaitState("many-1", "ACKNOWLEDGED");
    SHARED
        .admin()
        .get("/api/v1/incidents/many-2")
        .then()
        .body("acknowledgedBy", equalTo("many-responder"))
        .body("timeline[1].text", equalTo("mine"));
    SHARED.awaitState("many-4", "OPEN");
    acknowledge(many, "{\"ids\":[]}").statusCode(400);
    acknowledge(SHARED.token("many-viewer", "viewer"), body).statusCode(403);
    SHARED
        .admin()
        .get("/api/v1/audit?subject=/api/v1/incidents/acknowledge")
        .then()
        .body("items.detail", hasItem("many-2 many-1 many-3 many-4 none"));
    Patience.await()
        .until(
            () ->
                SHARED.receiver().of("many-1").stream()
                    .anyMatch(got -> got.type().equals("incident.acknowledged")));
  }

  private static ValidatableResponse acknowledge(String token, String body) {
    return SHARED
        .with(token)
        .contentType("application/json")
        .body(body)
        .post("/api/v1/incidents/acknowledge")
        .then();
  }
}
