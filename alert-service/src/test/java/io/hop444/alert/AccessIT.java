/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static io.hop444.alert.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.hop444.schemas.Topic;
import io.hop444.wire.FindingKind;
import io.hop444.wire.Severity;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who sees and does what, and what the audit says of it. */
@Order(SharedAlert.WITH_TOKENS)
class AccessIT {

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.withTokens();

  private static String viewer;
  private static String responder;

  @BeforeAll
  static void makeTwoSites() {
    viewer = SHARED.token(Map.of("name", "scoped", "role", "viewer", "sites", List.of("OSL")));
    responder =
        SHARED.token(Map.of("name", "scoped-rob", "role", "responder", "sites", List.of("OSL")));
    SHARED
        .wire()
        .send(
            Topic.FINDINGS,
            "mbx03",
            Story.finding("f-dub", FindingKind.THROTTLING, Severity.INFO, "."));
    SHARED.wire().send(Topic.GAPS, "mbx-scoped", Story.gap("g-cph", "CPH", "mbx-scoped", true));
    SHARED
        .wire()
        .send(
            Change.opened("in-oslo").at("OSL", "mbx-osl"),
            Change.opened("in-rome").at("ROM", "mbx-rom"));
    SHARED.awaitState("in-oslo", "OPEN");
    SHARED.awaitState("in-rome", "OPEN");
    await()
        .untilAsserted(
            () -> {
              SHARED.admin().get("/api/v1/findings").then().body("items.id", hasItem("f-dub"));
              SHARED.admin().get("/api/v1/gaps").then().body("items.id", hasItem("g-cph"));
            });
  }

  @Test
  void shouldShowNothingOfOtherSites() {
    String token =
        SHARED.token(Map.of("name", "far", "role", "viewer", "sites", List.of("SVG", "none")));
    SHARED.wire().send(Change.opened("in-svg").at("SVG", "mbx-svg"));
    SHARED.awaitState("in-svg", "OPEN");

    get(token, "/api/v1/incidents").then().body("items.id", contains("in-svg"));
    get(token, "/api/v1/incidents?site=ROM").then().body("items.size()", equalTo(0));
    get(token, "/api/v1/incidents/in-svg").then().statusCode(200);
    get(token, "/api/v1/incidents/in-rome").then().statusCode(404);
    get(token, "/api/v1/findings").then().body("items.size()", equalTo(0));
    get(token, "/api/v1/gaps").then().body("items.size()", equalTo(0));
    get(token, "/api/v1/sites").then().body("items", contains("SVG"));
    get(token, "/api/v1/status")
        .then()
        .body("counts.open", equalTo(1))
        .body("counts.findings", equalTo(0))
        .body("counts.openGaps", equalTo(0));
  }

  private static Response get(String token, String path) {
    return SHARED.with(token).get(path);
  }

  @Test
  void shouldLetNobodyChangeWhatHeMayNotSee() {
    acknowledge(responder, "in-rome").then().statusCode(404);

    SHARED.admin().get("/api/v1/incidents/in-rome").then().body("state", equalTo("OPEN"));
  }

  private static Response acknowledge(String token, String id) {
    return SHARED
        .with(token)
        .contentType("application/json")
        .body("{}")
        .post("/api/v1/incidents/" + id + "/acknowledge");
  }

  @Test
  void shouldFeedOnlyTheSitesOfTheToken() {
    try (FeedReader scoped = FeedReader.of(SHARED.alert(), viewer, "", "0");
        FeedReader all = FeedReader.of(SHARED.alert(), SHARED.alert().token(), "", "0")) {
      SHARED
          .wire()
          .send(
              Change.opened("fed-rome").at("ROM", "mbx-rom2"),
              Change.opened("fed-oslo").at("OSL", "mbx-osl2"));

      await().until(() -> scoped.data().stream().anyMatch(data -> data.contains("fed-oslo")));

      await().until(() -> all.data().stream().anyMatch(data -> data.contains("fed-rome")));
      assertThat(scoped.data()).allMatch(data -> data.contains("\"site\":\"OSL\""));
    }
  }

  @Test
  void shouldFeedOnlyWhatIsAskedForAndKeepTheCursorMoving() {
    String query = "?site=ROM,OSL&backEnd=MBX-ASKED&type=incident.resolved";
    String token = SHARED.alert().token();
    try (FeedReader filtered = FeedReader.of(SHARED.alert(), token, query, null)) {
      await().until(() -> filtered.lines().contains(": alive"));
      SHARED
          .wire()
          .send(
              Change.opened("asked").at("OSL", "mbx-asked"),
              Change.resolved("asked", 2).at("OSL", "mbx-asked"),
              Change.opened("not-asked").at("OSL", "mbx-other"));
      SHARED.awaitState("not-asked", "OPEN");

      // The id after the event is that of a heartbeat: what was left out is not read again.
      await().until(() -> filtered.ids().size() >= 2);

      assertThat(filtered.types()).containsExactly("incident.resolved");
      assertThat(filtered.data().get(0)).contains("\"id\":\"asked\"");
      assertThat(Long.parseLong(filtered.ids().get(1)))
          .isGreaterThan(Long.parseLong(filtered.ids().get(0)));
    }
    SHARED
        .admin()
        .get("/api/v1/feed?type=incident.closed")
        .then()
        .statusCode(400)
        .body("detail", containsString("incident.resolved"));
  }

  @Test
  void shouldEndTheFeedOfATokenThatIsRevoked() {
    String token = SHARED.token("leaves", "viewer");
    try (FeedReader feed = FeedReader.of(SHARED.alert(), token, "", null)) {
      await().until(() -> feed.lines().contains(": alive"));

      SHARED.admin().delete("/api/v1/tokens/leaves").then().statusCode(204);

      await().until(feed::hasEnded);
      get(token, "/api/v1/status").then().statusCode(401);
    }
  }

  @Test
  void shouldRefuseATokenThatHasExpired() {
    String token =
        SHARED.token(
            Map.of(
                "name",
                "short",
                "role",
                "viewer",
                "expiresAt",
                Instant.now().plusSeconds(3).toString()));
    get(token, "/api/v1/status").then().statusCode(200);

    await().until(() -> get(token, "/api/v1/status").statusCode() == 401);

    SHARED
        .admin()
        .get("/api/v1/tokens?limit=200")
        .then()
        .body("items.find { it.name == 'short' }.valid", equalTo(false))
        .body("items.find { it.name == 'short' }.revokedAt", nullValue())
        .body("items.find { it.name == 'scoped' }.sites", contains("OSL"))
        .body("items.find { it.name == 'scoped' }.valid", equalTo(true))
        .body("items.findAll { it.containsKey('token') }.size()", equalTo(0));
  }

  @Test
  void shouldListTokensInPagesForAdminsOnly() {
    String next = SHARED.admin().get("/api/v1/tokens?limit=1").path("next");

    String first = SHARED.admin().get("/api/v1/tokens?limit=1").path("items[0].name");

    SHARED
        .admin()
        .get("/api/v1/tokens?limit=1&cursor=" + next)
        .then()
        .body("items.name", not(hasItem(first)));
    get(responder, "/api/v1/tokens").then().statusCode(403);
    get(responder, "/api/v1/audit").then().statusCode(403);
  }

  @Test
  void shouldRefuseTokensThatContradictThemselves() {
    Map<Map<String, Object>, String> wrong =
        Map.of(
            Map.of("name", "w", "role", "admin", "sites", List.of("OSL")), "all sites",
            Map.of("name", "w", "role", "viewer", "sites", List.of()), "leave it out",
            Map.of("name", "w", "role", "viewer", "sites", List.of(" ")), "leave it out",
            Map.of("name", "w", "role", "viewer", "expiresAt", "2020-01-01T00:00:00Z"), "future",
            Map.of("name", "w", "role", "root"), "responder",
            Map.of("name", "two words", "role", "viewer"), "name");

    wrong.forEach(
        (body, word) ->
            SHARED
                .admin()
                .contentType("application/json")
                .body(body)
                .post("/api/v1/tokens")
                .then()
                .statusCode(400)
                .body("detail", containsString(word)));
  }

  @Test
  void shouldNoteEveryChangeWithWhatCameOfIt() {
    SHARED.wire().send(Change.opened("audited").at("OSL", "mbx-audited"));
    SHARED.awaitState("audited", "OPEN");

    acknowledge(responder, "audited").then().statusCode(200);
    acknowledge(responder, "audited").then().statusCode(409);
    acknowledge(viewer, "audited").then().statusCode(403);

    String subject = "/api/v1/incidents/audited/acknowledge";
    SHARED
        .admin()
        .get("/api/v1/audit?subject=" + subject)
        .then()
        .body("items.status", contains(403, 409, 200))
        .body("items.actor", contains("scoped", "scoped-rob", "scoped-rob"))
        .body("items.role", contains("VIEWER", "RESPONDER", "RESPONDER"))
        .body("items[0].action", equalTo("POST /api/v1/incidents/{id}/acknowledge"))
        .body("items[0].revealed", equalTo(false));
    SHARED
        .admin()
        .get("/api/v1/audit?actor=admin-token-file&revealed=false&limit=200")
        .then()
        .body("items.detail", hasItem("name=scoped role=viewer sites=OSL expiresAt=never"));
    String next = SHARED.admin().get("/api/v1/audit?subject=" + subject + "&limit=2").path("next");
    SHARED
        .admin()
        .get("/api/v1/audit?subject=" + subject + "&limit=2&cursor=" + next)
        .then()
        .body("items.status", contains(200));
  }

  @Test
  void shouldNoteWhoWasShownTextThatNamesPeople() {
    get(viewer, "/api/v1/incidents/in-oslo").then().statusCode(200);
    get(viewer, "/api/v1/findings").then().statusCode(200);
    try (FeedReader feed = FeedReader.of(SHARED.alert(), viewer, "", null)) {
      assertThat(feed.hasEnded()).isFalse();
    }

    SHARED
        .admin()
        .get("/api/v1/audit?actor=scoped&revealed=true&limit=200")
        .then()
        .body(
            "items.subject",
            hasItems("/api/v1/incidents/in-oslo", "/api/v1/findings", "/api/v1/feed"));
  }

  @Test
  void shouldLetNobodyRewriteTheAudit() throws SQLException {
    var database = SHARED.database();
    try (Connection connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        Statement statement = connection.createStatement()) {
      String partition = "audit_" + Instant.now().toString().substring(0, 7).replace('-', '_');
      for (String sql :
          List.of(
              "update audit set actor = 'nobody'",
              "delete from audit",
              "truncate audit",
              "update %s set actor = 'nobody'".formatted(partition),
              "delete from " + partition,
              "truncate " + partition)) {
        assertThatThrownBy(() -> statement.execute(sql))
            .as(sql)
            .hasMessageContaining("append-only");
      }
    }
  }
}
