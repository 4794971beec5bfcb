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
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.hop444.localstack.LocalStack;
import io.hop444.schemas.Topic;
import io.hop444.wire.Cause;
import io.hop444.wire.Finding;
import io.hop444.wire.FindingKind;
import io.hop444.wire.LogKind;
import io.hop444.wire.ReadProgress;
import io.hop444.wire.Severity;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A service with a file of routes, against products that are there. Each test has its own site. */
@Order(SharedAlert.OF_THEIR_OWN)
class RoutedIT {

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.none();

  @TempDir static Path directory;

  private static Products products;
  private static LocalStack.Database database;
  private static AlertProcess alert;

  @BeforeAll
  static void start() {
    products = Products.start();
    database = LocalStack.freshDatabase();
    Map<String, String> settings = AlertProcess.settings(database);
    settings.put("alert.routes-file", products.routes(directory).toString());
    settings.put("alert.page-url", "https://hop444.contoso.test/");
    settings.put("alert.webhook.retry-first", "200ms");
    settings.put("alert.watch-every", "500ms");
    alert = AlertProcess.started(settings, directory);
  }

  @AfterAll
  static void stop() {
    alert.close();
    products.close();
  }

  private static RequestSpecification admin() {
    return io.restassured.RestAssured.given()
        .baseUri(alert.address())
        .header("Authorization", "Bearer " + alert.token());
  }

  private static ValidatableResponse post(String path, String body) {
    return admin().contentType("application/json").body(body).post("/api/v1/" + path).then();
  }

  private static Change opened(String id, String site) {
    return Change.opened(id).at(site, "mbx-" + id);
  }

  private static Change resolved(String id, long version, String site) {
    return Change.resolved(id, version).at(site, "mbx-" + id);
  }

  private static void awaitGot(String product, String text, int times) {
    await().until(() -> products.of(product, text).size() == times);
  }

  private static List<String> severities(String id) {
    return products.of("desk", id).stream()
        .map(got -> got.json().getString("records[0].severity"))
        .toList();
  }

  @Test
  void shouldOpenAndClearOneEventInServiceNow() {
    SHARED.wire().send(opened("life", "DESK"), resolved("life", 2, "DESK"));

    awaitGot("desk", "hop444:life:1", 2);
    assertThat(severities("life")).containsExactly("1", "0");
    assertThat(products.of("desk", "life"))
        .allMatch(got -> got.authorization().equals("Bearer token-of-the-test"))
        .allMatch(got -> got.body().contains("https://hop444.contoso.test/?incident=life"));
    assertThat(products.of("ops", "life")).isEmpty();
  }

  @Test
  void shouldTellOfFindingsOnceWhereARouteAsks() {
    for (Severity severity : List.of(Severity.INFO, Severity.WARNING, Severity.OUTAGE)) {
      SHARED.wire().send(Topic.FINDINGS, "mbx03", finding("f-" + severity, severity, 1));
    }
    SHARED.wire().send(Topic.FINDINGS, "mbx03", finding("f-OUTAGE", Severity.OUTAGE, 2));
    SHARED.wire().send(Topic.FINDINGS, "mbx03", finding("f-LAST", Severity.OUTAGE, 1));

    awaitGot("desk", "hop444:finding:f-LAST:1", 1);
    assertThat(products.of("desk", "hop444:finding:"))
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
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String signature = HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    return io.restassured.RestAssured.given()
        .baseUri(alert.address())
        .contentType("application/json")
        .header("X-Hub-Signature-256", "sha256=" + signature)
        .body(body)
        .post("/tickets/desk")
        .statusCode();
  }

  @Test
  void shouldFollowItsTicketWithoutLoops() throws Exception {
    SHARED.wire().send(opened("ticketed", "DESK"));
    awaitGot("desk", "hop444:ticketed:1", 1);
    String taken =
        "{\"key\":\"hop444:ticketed:1\",\"ticket\":\"INC42\",\"state\":\"In Progress\","
            + "\"link\":\"https://sn.test/INC42\",\"assignee\":\"Eve\",\"by\":\"eve\"}";

    assertThat(ticketSays(taken, "another secret")).isEqualTo(401);
    assertThat(ticketSays(taken, Products.INBOUND_SECRET)).isEqualTo(204);
    assertThat(ticketSays(taken, Products.INBOUND_SECRET)).isEqualTo(204);

    admin()
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
    admin()
        .get("/api/v1/incidents/ticketed")
        .then()
        .body("state", equalTo("ACKNOWLEDGED"))
        .body("tickets[0].state", equalTo("Awaiting Vendor"))
        .body("tickets[0].mapped", equalTo(false))
        .body("timeline.text", hasItem(containsString("Awaiting Vendor (unmapped)")));

    String over = "{\"ticket\":\"INC42\",\"state\":\"Resolved\",\"by\":\"eve\"}";
    assertThat(ticketSays(over, Products.INBOUND_SECRET)).isEqualTo(204);
    admin()
        .get("/api/v1/incidents/ticketed")
        .then()
        .body("state", equalTo("RESOLVED"))
        .body("resolvedBy", equalTo("eve"));
    assertThat(ticketSays("{\"key\":\"none\"}", Products.INBOUND_SECRET)).isEqualTo(404);
    assertThat(ticketSays("{}", Products.INBOUND_SECRET)).isEqualTo(400);
    // What the ticket system said was not told to it.
    assertThat(products.of("desk", "hop444:ticketed:1")).hasSize(1);
  }

  @Test
  void shouldConnectToNoAddressThatIsNotAllowed() {
    SHARED.wire().send(opened("inner", "INNER"));

    await()
        .untilAsserted(
            () ->
                admin()
                    .get("/api/v1/deliveries?incident=inner")
                    .then()
                    .body("items[0].lastReason", equalTo("ADDRESS_BLOCKED"))
                    .body("items[0].lastAnswer", containsString("no public address"))
                    .body("items[0].attempts", greaterThan(1)));
    assertThat(products.of("inner", "inner")).isEmpty();
  }

  @Test
  void shouldMailPeople() throws Exception {
    SHARED.wire().send(opened("mailed", "MAIL"), resolved("mailed", 2, "MAIL"));

    await().until(() -> products.mail().getReceivedMessages().length == 2);
    MimeMessage first = products.mail().getReceivedMessages()[0];
    MimeMessage last = products.mail().getReceivedMessages()[1];
    assertThat(first.getSubject()).contains("No certificate is bound to port 444");
    assertThat(last.getSubject()).startsWith("Resolved: ");
    assertThat((String) first.getContent())
        .contains("Cause: BINDING_MISSING", "Fix: ", "?incident=mailed");
    assertThat(first.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(last.getHeader("References")).isEqualTo(first.getHeader("References"));
    assertThat(last.getMessageID()).isNotEqualTo(first.getMessageID());
  }

  @Test
  void shouldEscalateAndRepeatUntilSomebodyAcknowledges() throws Exception {
    SHARED.wire().send(opened("escalated", "ESC"));

    awaitGot("pager", "hop444:escalated:1", 1);
    assertThat(
            products.of("pager", "hop444:escalated:1").get(0).json().getString("payload.summary"))
        .startsWith("Nobody has taken it: ");
    makeRemindersDue();
    awaitGot("ops", "\"id\":\"escalated\"", 2);
    post("incidents/escalated/acknowledge", "{\"comment\":\"\"}").statusCode(200);
    awaitGot("pager", "hop444:escalated:1", 2);
    assertThat(products.of("pager", "hop444:escalated:1").get(1).json().getString("event_action"))
        .isEqualTo("acknowledge");
    assertThat(makeRemindersDue()).isZero();
  }

  /** Instead of waiting for an hour. */
  private static int makeRemindersDue() throws Exception {
    try (Connection connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        PreparedStatement statement =
            connection.prepareStatement(
                "update reminders set due_at = now() where subject = 'escalated'")) {
      return statement.executeUpdate();
    }
  }

  @Test
  void shouldMuteNoticesAndNeverTheRecord() {
    int silence =
        post(
                "silences",
                "{\"match\":{\"site\":[\"SIL\"]},\"reason\":\"move\",\"expiresAt\":\""
                    + Instant.now().plusSeconds(3_600)
                    + "\"}")
            .statusCode(200)
            .extract()
            .path("id");
    SHARED.wire().send(opened("silenced", "SIL"), opened("silenced-over", "SIL"));
    SHARED.wire().send(resolved("silenced-over", 2, "SIL"), opened("heard", "LOUD"));

    awaitGot("ops", "\"id\":\"heard\"", 1);
    admin()
        .get("/api/v1/incidents/silenced")
        .then()
        .body("state", equalTo("OPEN"))
        .body("timeline.type", contains("incident.opened", "notices.muted"))
        .body("timeline[1].by", startsWith("silence " + silence + " of "));
    assertThat(products.of("ops", "\"id\":\"silenced")).isEmpty();

    admin().delete("/api/v1/silences/" + silence).then().statusCode(204);

    awaitGot("ops", "\"id\":\"silenced\"", 1);
    assertThat(products.of("ops", "\"id\":\"silenced\"").get(0).json().getString("type"))
        .isEqualTo("incident.opened");
    assertThat(products.of("ops", "silenced-over")).isEmpty();
  }

  @Test
  void shouldMuteInMaintenanceWindows() {
    int window =
        post(
                "maintenance-windows",
                "{\"match\":{\"site\":[\"MW\"]},\"reason\":\"patches\",\"zone\":\"UTC\","
                    + "\"days\":[\"MONDAY\",\"TUESDAY\",\"WEDNESDAY\",\"THURSDAY\",\"FRIDAY\","
                    + "\"SATURDAY\",\"SUNDAY\"],\"from\":\"00:00\",\"minutes\":1440}")
            .statusCode(200)
            .extract()
            .path("id");
    post("routes/test", "{\"site\":\"MW\",\"server\":\"mbx01\",\"cause\":\"EXPIRED\"}")
        .body("targets", contains("ops"))
        .body("mutedBy", startsWith("maintenance window " + window));

    admin().delete("/api/v1/maintenance-windows/" + window).then().statusCode(204);
    admin().get("/api/v1/maintenance-windows").then().body("items.id", not(hasItem(window)));
    post(
            "maintenance-windows",
            "{\"match\":{},\"reason\":\"x\",\"zone\":\"Dublin\",\"days\":[],"
                + "\"from\":\"0\",\"minutes\":0}")
        .statusCode(400);
  }

  @Test
  void shouldTellAnEventOfASiteOnceAndHideItsMembers() {
    for (String id : List.of("g1", "g2", "g3", "g4")) {
      SHARED.wire().send(opened(id, "GRP1").cause(Cause.EXPIRED));
    }

    await()
        .until(
            () ->
                products.of("pager", "hop444:group:").stream()
                    .anyMatch(got -> got.body().contains("4 back ends failed")));
    for (String id : List.of("g1", "g2", "g3", "g4")) {
      SHARED.wire().send(resolved(id, 2, "GRP1").cause(Cause.EXPIRED));
    }
    await()
        .until(
            () ->
                products.of("pager", "hop444:group:").stream()
                    .anyMatch(got -> got.body().contains("\"event_action\":\"resolve\"")));
    assertThat(products.of("pager", "hop444:group:"))
        .extracting(got -> got.json().getString("dedup_key"))
        .containsOnly("hop444:group:1:1");
    for (String id : List.of("g1", "g2", "g3", "g4")) {
      assertThat(products.of("pager", "hop444:" + id + ":")).isEmpty();
    }
  }

  @Test
  void shouldHoldBackWhatComesAndGoes() {
    SHARED.wire().send(opened("flapping", "FLAP"));
    for (int version = 2; version <= 13; version += 2) {
      SHARED
          .wire()
          .send(
              resolved("flapping", version, "FLAP"),
              Change.reopened("flapping", version + 1).at("FLAP", "mbx-flapping"));
    }
    SHARED.wire().send(resolved("flapping", 14, "FLAP"));

    await()
        .until(
            () -> {
              List<Products.Got> got = products.of("ops", "\"id\":\"flapping\"");
              return !got.isEmpty() && got.get(got.size() - 1).json().getLong("data.version") == 14;
            });
    // 1 opening, 2 ends and 2 returns until it counts as flapping, and the state in the end.
    assertThat(products.of("ops", "\"id\":\"flapping\"")).hasSizeLessThanOrEqualTo(6);
    admin()
        .get("/api/v1/incidents/flapping")
        .then()
        .body("timeline.findAll { it.type.startsWith('incident.') }", hasSize(14));
  }

  @Test
  void shouldShowReplayAndStopDeliveries() {
    post("targets/ops/disable", "{\"reason\":\"moving\"}").statusCode(204);
    SHARED.wire().send(opened("logged", "LOG"));
    await()
        .untilAsserted(
            () ->
                admin()
                    .get("/api/v1/deliveries?incident=logged&state=PENDING")
                    .then()
                    .body("items", hasSize(1)));
    admin()
        .get("/api/v1/targets")
        .then()
        .body("items.find { it.name == 'ops' }.disabledReason", equalTo("moving"));
    assertThat(products.of("ops", "\"id\":\"logged\"")).isEmpty();
    admin().post("/api/v1/targets/ops/enable").then().statusCode(204);
    awaitGot("ops", "\"id\":\"logged\"", 1);

    await()
        .untilAsserted(
            () ->
                admin()
                    .get("/api/v1/deliveries?incident=logged")
                    .then()
                    .body("items[0].state", equalTo("DELIVERED")));
    int id = admin().get("/api/v1/deliveries?incident=logged").path("items[0].id");
    admin()
        .get("/api/v1/deliveries/" + id)
        .then()
        .body("lastAnswer", equalTo("{\"taken\":true}"))
        .body("attempts", equalTo(1))
        .body("request", startsWith("POST http://127.0.0.1/...\n\n{\"type\":\"incident.opened\""));
    admin().post("/api/v1/deliveries/" + id + "/replay").then().statusCode(204);
    awaitGot("ops", "\"id\":\"logged\"", 2);
    admin().post("/api/v1/deliveries/999999/replay").then().statusCode(404);
    post("targets/nobody/disable", "{\"reason\":\"x\"}").statusCode(404);
  }

  @Test
  void shouldMarkDrillsAndTestsToTheEnd() {
    String drill =
        post(
                "drills",
                "{\"site\":\"DESK\",\"server\":\"mbx07\",\"cause\":\"EXPIRED\",\"minutes\":60}")
            .statusCode(200)
            .body("targets", contains("desk"))
            .extract()
            .path("subject");
    awaitGot("desk", drill, 1);
    admin().post("/api/v1/drills/" + drill + "/end").then().statusCode(204);
    awaitGot("desk", drill, 2);
    assertThat(severities(drill)).containsExactly("1", "0");
    assertThat(products.of("desk", drill))
        .allMatch(got -> got.json().getString("records[0].description").startsWith("DRILL"));
    admin().get("/api/v1/incidents?site=DESK&backEnd=mbx07").then().body("items", hasSize(0));

    String test =
        admin().post("/api/v1/targets/pager/test").then().statusCode(200).extract().path("subject");
    awaitGot("pager", test, 2);
    assertThat(products.of("pager", test))
        .allMatch(got -> got.json().getString("payload.summary").startsWith("TEST"));
  }

  @Test
  void shouldSayWhoWouldBeTold() {
    post(
            "routes/test",
            "{\"site\":\"DESK\",\"server\":\"mbx01\",\"finding\":\"KERBEROS\",\"severity\":\"OUTAGE\"}")
        .body("targets", contains("desk"));
    post(
            "routes/test",
            "{\"site\":\"DUB\",\"server\":\"mbx01\",\"finding\":\"KERBEROS\",\"severity\":\"OUTAGE\"}")
        .body("targets", hasSize(0));
    post("routes/test", "{\"site\":\"DUB\",\"server\":\"mbx01\"}").statusCode(400);
    post("routes/test", "{\"site\":\"DUB\",\"server\":\"mbx01\",\"cause\":\"NO\"}")
        .statusCode(400)
        .body("detail", containsString("BINDING_MISSING"));
  }

  @Test
  void shouldShowTheRoutesAsConfiguredAndNoSecret() {
    String escalated = "route.routes.find{it.name=='escalated'}.";
    String shown =
        admin()
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

  @Test
  void shouldNoticeOnceWhenACollectorGoesQuietAndWhenItIsBack() {
    beat("quiet-collector");
    await()
        .untilAsserted(
            () ->
                admin()
                    .get("/api/v1/watched")
                    .then()
                    .body("items.name", hasItem("quiet-collector")));

    awaitGot("pager", "hop444:watch:collector:quiet-collector:1", 1);
    beat("quiet-collector");
    awaitGot("pager", "hop444:watch:collector:quiet-collector:1", 2);

    assertThat(products.of("pager", "hop444:watch:collector:quiet-collector:1"))
        .extracting(got -> got.json().getString("event_action"))
        .startsWith("trigger", "resolve");
  }

  private static void beat(String collector) {
    SHARED
        .wire()
        .send(
            Topic.READ_PROGRESS,
            "mbx03",
            ReadProgress.newBuilder()
                .setSite("DUB")
                .setServer("mbx03")
                .setCollector(collector)
                .setLog("")
                .setKind(LogKind.SERVER)
                .setOffset(0)
                .setSize(0)
                .setLagBytes(0)
                .setAt(Instant.now())
                .build());
  }
}
