/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static io.hop444.alert.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.hop444.schemas.Topic;
import io.hop444.wire.Finding;
import io.hop444.wire.FindingKind;
import io.hop444.wire.Severity;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A file of routes, against products that are there. Each test has its own site. */
@Order(SharedAlert.ROUTED)
class RoutedIT {

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.routed();

  private static final Routed ROUTED = new Routed(SHARED);

  @Test
  void shouldOpenAndClearOneEventInServiceNow() {
    SHARED.wire().send(Routed.opened("life", "DESK"), Routed.resolved("life", 2, "DESK"));

    ROUTED.awaitGot("desk", "hop444:life:1", 2);
    assertThat(ROUTED.severities("life")).containsExactly("1", "0");
    assertThat(ROUTED.got("desk", "life"))
        .allMatch(got -> got.authorization().equals("Bearer token-of-the-test"))
        .allMatch(got -> got.body().contains("https://hop444.contoso.test/?incident=life"));
    assertThat(ROUTED.got("ops", "life")).isEmpty();
  }

  @Test
  void shouldTellOfFindingsOnceWhereARouteAsks() {
    for (Severity severity : List.of(Severity.INFO, Severity.WARNING, Severity.OUTAGE)) {
      SHARED.wire().send(Topic.FINDINGS, "mbx03", finding("f-" + severity, severity, 1));
    }
    SHARED.wire().send(Topic.FINDINGS, "mbx03", finding("f-OUTAGE", Severity.OUTAGE, 2));
    SHARED.wire().send(Topic.FINDINGS, "mbx03", finding("f-LAST", Severity.OUTAGE, 1));

    // What is told of one thing waits for nothing that is told of another.
    ROUTED.awaitGot("desk", "hop444:finding:f-OUTAGE:1", 1);
    ROUTED.awaitGot("desk", "hop444:finding:f-LAST:1", 1);
    assertThat(ROUTED.got("desk", "hop444:finding:"))
        .extracting(got -> got.json().getString("records[0].message_key"))
        .containsExactlyInAnyOrder("hop444:finding:f-OUTAGE:1", "hop444:finding:f-LAST:1");
  }

  private static Finding finding(String id, Severity severity, long version) {
    return Finding.newBuilder()
        .setId(id)
        .setVersion(version)
        .setKind(FindingKind.APP_POOL_STOPPED)
        .setSeverity(severity)
        .setSite("DESK")
        .setServer("mbx03")
        .setFirstAt(Change.STARTED)
        .setLastAt(Change.STARTED)
        .setCount(version)
        .setSummary("The application pool is stopped.")
        .setEvidence(List.of())
        .build();
  }

  private static int ticketSays(String body, String secret) throws Exception {
    return ticketAnswer(body, secret).statusCode();
  }

  private static io.restassured.response.Response ticketAnswer(String body, String secret)
      throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String signature = HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    return io.restassured.RestAssured.given()
        .baseUri(SHARED.alert().address())
        .contentType("application/json")
        .header("X-Hub-Signature-256", "sha256=" + signature)
        .body(body)
        .post("/tickets/desk");
  }

  @Test
  void shouldFollowItsTicketWithoutLoops() throws Exception {
    SHARED.wire().send(Routed.opened("ticketed", "DESK"));
    ROUTED.awaitGot("desk", "hop444:ticketed:1", 1);
    String taken =
        "{\"key\":\"hop444:ticketed:1\",\"ticket\":\"INC42\",\"state\":\"In Progress\","
            + "\"link\":\"https://sn.test/INC42\",\"assignee\":\"Eve\",\"by\":\"eve\"}";

    ticketAnswer(taken, "another secret")
        .then()
        .statusCode(401)
        .body("detail", containsString("inbound secret"));
    assertThat(ticketSays(taken, Products.INBOUND_SECRET)).isEqualTo(204);
    assertThat(ticketSays(taken, Products.INBOUND_SECRET)).isEqualTo(204);

    SHARED
        .admin()
        .get("/api/v1/incidents/ticketed")
        .then()
        .body("state", equalTo("ACKNOWLEDGED"))
        .body("acknowledgedBy", equalTo("eve"))
        .body("assignee", equalTo("Eve"))
        .body("tickets", hasSize(1))
        .body("tickets[0].number", equalTo("INC42"))
        .body("tickets[0].link", equalTo("https://sn.test/INC42"))
        .body(
            "timeline.type",
            contains(
                "incident.opened",
                "incident.ticket-changed",
                "incident.assigned",
                "incident.acknowledged"))
        .body("timeline[3].by", equalTo("ticket:desk"));

    String held = "{\"ticket\":\"INC42\",\"state\":\"Awaiting Vendor\"}";
    assertThat(ticketSays(held, Products.INBOUND_SECRET)).isEqualTo(204);
    SHARED
        .admin()
        .get("/api/v1/incidents/ticketed")
        .then()
        .body("state", equalTo("ACKNOWLEDGED"))
        .body("tickets[0].state", equalTo("Awaiting Vendor"))
        .body("tickets[0].mapped", equalTo(false))
        .body("timeline.text", hasItem(containsString("Awaiting Vendor (unmapped)")));

    String over = "{\"ticket\":\"INC42\",\"state\":\"Resolved\",\"by\":\"eve\"}";
    assertThat(ticketSays(over, Products.INBOUND_SECRET)).isEqualTo(204);
    SHARED
        .admin()
        .get("/api/v1/incidents/ticketed")
        .then()
        .body("state", equalTo("RESOLVED"))
        .body("resolvedBy", equalTo("eve"));
    assertThat(ticketSays("{\"key\":\"none\"}", Products.INBOUND_SECRET)).isEqualTo(404);
    assertThat(ticketSays("{}", Products.INBOUND_SECRET)).isEqualTo(400);
    // What the ticket system said was not told to it.
    assertThat(ROUTED.got("desk", "hop444:ticketed:1")).hasSize(1);
  }

  @Test
  void shouldConnectToNoAddressThatIsNotAllowed() {
    SHARED.wire().send(Routed.opened("inner", "INNER"));

    await()
        .untilAsserted(
            () ->
                SHARED
                    .admin()
                    .get("/api/v1/deliveries?incident=inner")
                    .then()
                    .body("items[0].lastReason", equalTo("ADDRESS_BLOCKED"))
                    .body("items[0].lastAnswer", containsString("no public address"))
                    .body("items[0].attempts", greaterThan(1)));
    assertThat(ROUTED.got("inner", "inner")).isEmpty();
  }

  @Test
  void shouldGiveUpWaitingForAReceiverThatDoesNotAnswer() {
    SHARED.wire().send(Routed.opened("unanswered", "SILENT"));

    await()
        .untilAsserted(
            () ->
                SHARED
                    .admin()
                    .get("/api/v1/deliveries?incident=unanswered")
                    .then()
                    .body("items[0].lastReason", equalTo("TIMED_OUT"))
                    .body("items[0].state", equalTo("PENDING")));
    ROUTED.awaitGot("silent", "unanswered", 2);
  }

  @Test
  void shouldMailPeople() throws Exception {
    SHARED.wire().send(Routed.opened("mailed", "MAIL"), Routed.resolved("mailed", 2, "MAIL"));

    await().until(() -> SHARED.products().mail().getReceivedMessages().length == 2);
    MimeMessage first = SHARED.products().mail().getReceivedMessages()[0];
    MimeMessage last = SHARED.products().mail().getReceivedMessages()[1];
    assertThat(first.getSubject()).contains("No certificate is bound to port 444");
    assertThat(last.getSubject()).startsWith("Resolved: ");
    assertThat((String) first.getContent())
        .contains("Cause: BINDING_MISSING", "Fix: ", "?incident=mailed");
    assertThat(first.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(last.getHeader("References")).isEqualTo(first.getHeader("References"));
    assertThat(last.getMessageID()).isNotEqualTo(first.getMessageID());
  }
}
