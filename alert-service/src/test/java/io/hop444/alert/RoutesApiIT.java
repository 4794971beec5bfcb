/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static io.hop444.alert.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Routes, targets and deliveries as the API shows them, and drills. */
@Order(SharedAlert.ROUTED)
class RoutesApiIT {

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.routed();

  private static final Routed ROUTED = new Routed(SHARED);

  @Test
  void shouldShowReplayAndStopDeliveries() {
    ROUTED.post("targets/ops/disable", "{\"reason\":\"moving\"}").statusCode(204);
    SHARED.wire().send(Routed.opened("logged", "LOG"));
    await()
        .untilAsserted(
            () ->
                SHARED
                    .admin()
                    .get("/api/v1/deliveries?incident=logged&state=PENDING")
                    .then()
                    .body("items", hasSize(1)));
    SHARED
        .admin()
        .get("/api/v1/targets")
        .then()
        .body("items.find { it.name == 'ops' }.disabledReason", equalTo("moving"));
    assertThat(ROUTED.got("ops", "\"id\":\"logged\"")).isEmpty();
    SHARED.admin().post("/api/v1/targets/ops/enable").then().statusCode(204);
    ROUTED.awaitGot("ops", "\"id\":\"logged\"", 1);

    await()
        .untilAsserted(
            () ->
                SHARED
                    .admin()
                    .get("/api/v1/deliveries?incident=logged")
                    .then()
                    .body("items[0].state", equalTo("DELIVERED")));
    int id = SHARED.admin().get("/api/v1/deliveries?incident=logged").path("items[0].id");
    SHARED
        .admin()
        .get("/api/v1/deliveries/" + id)
        .then()
        .body("lastAnswer", equalTo("{\"taken\":true}"))
        .body("attempts", equalTo(1))
        .body("request", startsWith("POST http://127.0.0.1/...\n\n{\"type\":\"incident.opened\""));
    SHARED.admin().post("/api/v1/deliveries/" + id + "/replay").then().statusCode(204);
    ROUTED.awaitGot("ops", "\"id\":\"logged\"", 2);
    SHARED.admin().post("/api/v1/deliveries/999999/replay").then().statusCode(404);
    ROUTED.post("targets/nobody/disable", "{\"reason\":\"x\"}").statusCode(404);
  }

  @Test
  void shouldMarkDrillsAndTestsToTheEnd() {
    String drill =
        ROUTED
            .post(
                "drills",
                "{\"site\":\"DESK\",\"server\":\"mbx07\",\"cause\":\"EXPIRED\",\"minutes\":60}")
            .statusCode(200)
            .body("targets", contains("desk"))
            .extract()
            .path("subject");
    ROUTED.awaitGot("desk", drill, 1);
    SHARED.admin().post("/api/v1/drills/" + drill + "/end").then().statusCode(204);
    ROUTED.awaitGot("desk", drill, 2);
    assertThat(ROUTED.severities(drill)).containsExactly("1", "0");
    assertThat(ROUTED.got("desk", drill))
        .allMatch(got -> got.json().getString("records[0].description").startsWith("DRILL"));
    SHARED
        .admin()
        .get("/api/v1/incidents?site=DESK&backEnd=mbx07")
        .then()
        .body("items", hasSize(0));

    String test =
        SHARED
            .admin()
            .post("/api/v1/targets/pager/test")
            .then()
            .statusCode(200)
            .extract()
            .path("subject");
    ROUTED.awaitGot("pager", test, 2);
    SHARED
        .admin()
        .get("/api/v1/deliveries?incident=" + test)
        .then()
        .statusCode(200)
        .body("items.target", contains("pager", "pager"))
        .body("items.subject", contains(test, test));
    SHARED
        .admin()
        .get("/api/v1/deliveries?incident=" + drill)
        .then()
        .statusCode(200)
        .body("items.target", contains("desk", "desk"));
    SHARED.admin().get("/api/v1/deliveries?incident=nobody").then().statusCode(404);
    assertThat(ROUTED.got("pager", test))
        .allMatch(got -> got.json().getString("payload.summary").startsWith("TEST"));
  }

  @Test
  void shouldSayWhoWouldBeTold() {
    ROUTED
        .post(
            "routes/test",
            "{\"site\":\"DESK\",\"server\":\"mbx01\",\"finding\":\"KERBEROS\",\"severity\":\"OUTAGE\"}")
        .body("targets", contains("desk"));
    ROUTED
        .post(
            "routes/test",
            "{\"site\":\"DUB\",\"server\":\"mbx01\",\"finding\":\"KERBEROS\",\"severity\":\"OUTAGE\"}")
        .body("targets", hasSize(0));
    ROUTED.post("routes/test", "{\"site\":\"DUB\",\"server\":\"mbx01\"}").statusCode(400);
    ROUTED
        .post("routes/test", "{\"site\":\"DUB\",\"server\":\"mbx01\",\"cause\":\"NO\"}")
        .statusCode(400)
        .body("detail", containsString("BINDING_MISSING"));
  }

  @Test
  void shouldShowTheRoutesAsConfiguredAndNoSecret() {
    String escalated = "route.routes.find{it.name=='escalated'}.";
    String shown =
        SHARED
            .admin()
            .get("/api/v1/routes")
            .then()
            .statusCode(200)
            .body("route.targets", contains("ops"))
            .body("route.routes[0].match.site", contains("DESK"))
            .body("route.routes[0].findings", contains("OUTAGE"))
            .body(escalated + "repeatSeconds", equalTo(3_600))
            .body(escalated + "escalate[0].afterSeconds", equalTo(1))
            .body("inhibit.siteWide", equalTo(3))
            .body("flapping.holdSeconds", equalTo(2))
            .body("watch.targets", contains("pager"))
            .body("targets.find{it.name=='desk'}.inbound", hasItem("Resolved: RESOLVE"))
            .body("targets.find{it.name=='pager'}.host", equalTo("127.0.0.1"))
            .extract()
            .asString();
    assertThat(shown)
        .doesNotContain("whsec_", "0123456789abcdef", "token-of-the-test", Products.INBOUND_SECRET);
  }
}
