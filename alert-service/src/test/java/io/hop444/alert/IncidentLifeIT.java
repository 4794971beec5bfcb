/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static io.hop444.alert.Patience.await;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.hop444.schemas.Topic;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The life of incidents, from Kafka to the API, the feed and a receiver of webhooks. */
@Order(SharedAlert.WITH_TOKENS)
class IncidentLifeIT {

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.withTokens();

  private static Wire wire;
  private static Receiver receiver;
  private static AlertProcess alert;

  @BeforeAll
  static void start() {
    wire = SHARED.wire();
    receiver = SHARED.receiver();
    alert = SHARED.alert();
  }

  @Test
  void shouldShowEveryFieldOfTheContract() {
    wire.send(Change.opened("fields").at("LON", "mbx-fields"));
    SHARED.awaitState("fields", "OPEN");

    var answer = SHARED.admin().get("/api/v1/incidents?backEnd=MBX-FIELDS");

    answer
        .then()
        .statusCode(200)
        .body("next", nullValue())
        .body("items", hasSize(1))
        .rootPath("items[0]")
        .body("id", equalTo("fields"))
        .body("generation", equalTo(1))
        .body("site", equalTo("LON"))
        .body("backEnd", equalTo("mbx-fields"))
        .body("cause", equalTo("BINDING_MISSING"))
        .body("confidence", equalTo("HIGH"))
        .body("state", equalTo("OPEN"))
        .body("startedAt", equalTo("2026-11-20T10:05:02Z"))
        .body("detectedAt", equalTo("2026-11-20T10:05:09Z"))
        .body("lastFailureAt", equalTo("2026-11-20T10:06:02Z"))
        .body("resolvedAt", nullValue())
        .body("openedAt", notNullValue())
        .body("updatedAt", notNullValue())
        .body("frontEnds", contains("cas01", "cas02"))
        .body("recoveredFrontEnds", hasSize(0))
        .body("protocols", contains("Ews", "Owa"))
        .body("usersAffected", equalTo(42))
        .body("usersExact", equalTo(true))
        .body("failedRequests", equalTo(913))
        .body("summary", containsString("port 444"))
        .body("hops[1].verdict", equalTo("FAILED"))
        .body("reasonsFor", contains("event 15300 for 0.0.0.0:444"))
        .body("reasonsAgainst", hasSize(0))
        .body("changedBy", equalTo("CONTOSO\\admin1, netsh"))
        .body("scope", equalTo("SITE"))
        .body("groupId", equalTo("group-of-fields"))
        .body("groupBackEnds", contains("mbx-fields", "mbx-other"))
        .body("thumbprint", equalTo("AA07"))
        .body("evidenceTotal", equalTo(2))
        .body("evidence", hasSize(1))
        .body("evidence[0].kind", equalTo("WINDOWS_EVENT"));
    SHARED
        .admin()
        .get("/api/v1/incidents/fields")
        .then()
        .body("evidenceTotal", equalTo(2))
        .body("evidence[0].kind", equalTo("WINDOWS_EVENT"))
        .body("evidence[1].file", equalTo("HttpProxy/Ews/HttpProxy_2026112010-1.LOG"))
        .body("evidence[1].offset", equalTo(18232))
        .body("evidence[1].time", equalTo("2026-11-20T10:05:02Z"))
        .body("evidence[1].text", containsString("SecureChannelFailure"));
  }

  @Test
  void shouldSendFilesOfThePageOnceAndCompressed() throws Exception {
    for (String path : List.of("/", "/page/main.js", "/page/css/base.css", "/page/icon.svg")) {
      HttpResponse<Void> first = get(path, "Accept-Encoding", "gzip");
      String tag = first.headers().firstValue("ETag").orElseThrow();
      assertThat(first.headers().firstValue("Content-Encoding")).as(path).hasValue("gzip");
      assertThat(first.headers().firstValue("Cache-Control")).as(path).hasValue("no-cache");

      HttpResponse<Void> second = get(path, "If-None-Match", tag);

      assertThat(second.statusCode()).as(path).isEqualTo(304);
      assertThat(get(path, "If-None-Match", "W/\"other\"").statusCode()).as(path).isEqualTo(200);
    }
    assertThat(get("/page/../application.properties").statusCode()).isEqualTo(404);
    assertThat(get("/page/none.js").headers().firstValue("ETag")).isEmpty();
  }

  @Test
  void shouldCompressAnswersButNotTheFeed() throws Exception {
    String token = "Bearer " + alert.token();

    var list =
        get("/api/v1/incidents", "Accept-Encoding", "gzip", "Authorization", token).headers();
    var feed = head("/api/v1/feed", "Accept-Encoding", "gzip", "Authorization", token).headers();

    assertThat(list.firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(feed.firstValue("Content-Type")).hasValue("text/event-stream");
    assertThat(feed.firstValue("Content-Encoding").orElse("identity")).isEqualTo("identity");
  }

  private static HttpResponse<Void> get(String path, String... headers) throws Exception {
    return HttpClient.newHttpClient()
        .send(request(path, headers), HttpResponse.BodyHandlers.discarding());
  }

  /** Reads no further than the headers: a feed has no end. */
  private static HttpResponse<Stream<String>> head(String path, String... headers)
      throws Exception {
    HttpResponse<Stream<String>> answer =
        HttpClient.newHttpClient()
            .send(request(path, headers), HttpResponse.BodyHandlers.ofLines());
    answer.body().close();
    return answer;
  }

  private static HttpRequest request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(alert.address() + path));
    return headers.length == 0 ? request.build() : request.headers(headers).build();
  }

  @Test
  void shouldTellReceiverOfEachStepSignedAndInOrder() {
    wire.send(Change.opened("steps"));
    SHARED.awaitState("steps", "OPEN");
    SHARED
        .admin()
        .contentType("application/json")
        .body("{\"comment\":\"I am on it\"}")
        .post("/api/v1/incidents/steps/acknowledge")
        .then()
        .statusCode(200)
        .body("state", equalTo("ACKNOWLEDGED"))
        .body("acknowledgedBy", equalTo("admin-token-file"));

    wire.send(Change.resolved("steps", 2), Change.reopened("steps", 3));

    await().until(() -> receiver.of("steps").size() == 4);
    List<Receiver.Got> got = receiver.of("steps");
    assertThat(got)
        .extracting(Receiver.Got::type)
        .containsExactly(
            "incident.opened", "incident.acknowledged", "incident.resolved", "incident.reopened");
    assertThat(got).allMatch(Receiver.Got::signatureHolds);
    assertThat(got).extracting(Receiver.Got::webhookId).doesNotHaveDuplicates();
    assertThat(got.get(0).headers()).containsEntry("content-type", "application/json");
    assertThat(got.get(1).json().getString("data.state")).isEqualTo("ACKNOWLEDGED");
    assertThat(got.get(2).json().getString("data.resolvedAt")).isEqualTo("2026-11-20T10:25:02Z");
    assertThat(got.get(3).json().getString("data.state")).isEqualTo("OPEN");
    SHARED
        .admin()
        .get("/api/v1/incidents/steps")
        .then()
        .body(
            "timeline.type",
            contains(
                "incident.opened",
                "incident.acknowledged",
                "incident.resolved",
                "incident.reopened"))
        .body("timeline[1].by", equalTo("admin-token-file"))
        .body("timeline[1].text", equalTo("I am on it"))
        .body("timeline[0].by", equalTo("correlator"))
        .body("timeline[0].text", equalTo("reason of version 1"));
  }

  @Test
  void shouldStoreAChangeOnceWhenItComesTwice() {
    wire.send(Change.opened("twice"), Change.resolved("twice", 2), Change.resolved("twice", 2));
    wire.send(Change.opened("twice"), Change.opened("after-twice"));

    SHARED.awaitState("after-twice", "OPEN");

    SHARED
        .admin()
        .get("/api/v1/incidents/twice")
        .then()
        .body("state", equalTo("RESOLVED"))
        .body("timeline.type", contains("incident.opened", "incident.resolved"));
  }

  @Test
  void shouldWakeTheSenderWithTheCommit() {
    wire.send(Change.opened("warm-up"));
    await().until(() -> !receiver.of("warm-up").isEmpty());

    List<Long> millis = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      String id = "fast-" + i;
      Instant sent = Instant.now();
      wire.send(Change.opened(id));
      await().pollInterval(Duration.ofMillis(5)).until(() -> !receiver.of(id).isEmpty());
      millis.add(Duration.between(sent, receiver.of(id).get(0).at()).toMillis());
    }

    System.out.println("Kafka to webhook in milliseconds: " + millis);
    // Without the wake-up each waits for the sender's next look, a second after the one before.
    assertThat(Collections.min(millis)).isLessThan(500);
  }

  @Test
  void shouldAnswerPagesThatNeitherMissNorRepeat() {
    for (int i = 0; i < 7; i++) {
      wire.send(
          Change.opened("page-" + i)
              .at("PAGES", "mbx-p" + i)
              .startedAt(Change.STARTED.plusSeconds(i / 2)));
    }
    await()
        .until(
            () ->
                SHARED.admin().get("/api/v1/incidents?site=PAGES").path("items.size()").equals(7));

    String first = SHARED.admin().get("/api/v1/incidents?site=PAGES&limit=3").path("next");
    String second =
        SHARED.admin().get("/api/v1/incidents?site=PAGES&limit=3&cursor=" + first).path("next");

    SHARED
        .admin()
        .get("/api/v1/incidents?site=PAGES&limit=3")
        .then()
        .body("items.id", contains("page-6", "page-5", "page-4"));
    SHARED
        .admin()
        .get("/api/v1/incidents?site=PAGES&limit=3&cursor=" + first)
        .then()
        .body("items.id", contains("page-3", "page-2", "page-1"));
    SHARED
        .admin()
        .get("/api/v1/incidents?site=PAGES&limit=3&cursor=" + second)
        .then()
        .body("items.id", contains("page-0"))
        .body("next", nullValue());
  }

  @Test
  void shouldFilterByCauseAndState() {
    wire.send(
        Change.opened("filter-a").at("FILTER", "mbx-a").cause(io.hop444.wire.Cause.EXPIRED),
        Change.opened("filter-b").at("FILTER", "mbx-b"),
        Change.resolved("filter-b", 2).at("FILTER", "mbx-b"));
    SHARED.awaitState("filter-a", "OPEN");
    SHARED.awaitState("filter-b", "RESOLVED");

    SHARED
        .admin()
        .get("/api/v1/incidents?site=FILTER&cause=EXPIRED,UNTRUSTED")
        .then()
        .body("items.id", contains("filter-a"));
    SHARED
        .admin()
        .get("/api/v1/incidents?site=FILTER&state=RESOLVED")
        .then()
        .body("items.id", contains("filter-b"));
  }

  @Test
  void shouldRefuseWithoutValidToken() {
    for (String path :
        List.of(
            "/api/v1/incidents",
            "/api/v1/feed",
            "/api/v1/status",
            "/api/nothing",
            "/API/v1/incidents",
            "//api/v1/incidents",
            "/%61pi/v1/incidents",
            "/x/../api/v1/incidents")) {
      given()
          .baseUri(alert.address())
          .urlEncodingEnabled(false)
          .header("Authorization", "Bearer hop444_wrong")
          .get(path)
          .then()
          .statusCode(401)
          .contentType("application/problem+json")
          .header("WWW-Authenticate", containsString("Bearer"))
          .body("detail", containsString("Bearer"));
    }
    given().baseUri(alert.address()).get("/api/v1/incidents").then().statusCode(401);
    assertThat(alert.statusOf("/q/health")).isEqualTo(200);
    assertThat(alert.statusOf("/q/metrics")).isEqualTo(200);
    assertThat(alert.statusOf("/q/openapi")).isEqualTo(200);
  }

  @Test
  void shouldNameWhatIsWrongWithARequest() {
    Map<String, String> wrong =
        Map.of(
            "/api/v1/incidents?limit=0", "limit",
            "/api/v1/incidents?limit=x", "limit",
            "/api/v1/incidents?cursor=!", "cursor",
            "/api/v1/incidents?state=BROKEN", "OPEN, ACKNOWLEDGED, RESOLVED",
            "/api/v1/incidents?cause=BROKEN", "BINDING_MISSING",
            "/api/v1/incidents?site=%00", "NUL",
            "/api/v1/findings?kind=BROKEN", "APP_POOL_STOPPED",
            "/api/v1/gaps?open=perhaps", "true or false",
            "/api/v1/feed?after=abc", "Last-Event-ID");

    wrong.forEach(
        (path, word) ->
            SHARED
                .admin()
                .urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("status", equalTo(400))
                .body("detail", containsString(word)));
    SHARED
        .admin()
        .get("/api/v1/incidents/none")
        .then()
        .statusCode(404)
        .body("detail", notNullValue());
    SHARED
        .admin()
        .get("/api/v1/none")
        .then()
        .statusCode(404)
        .contentType("application/problem+json");
  }

  @Test
  void shouldLetEachRoleDoItsOwn() {
    String viewer = SHARED.token("eve", "viewer");
    String responder = SHARED.token("rob", "responder");
    wire.send(Change.opened("roles"));
    SHARED.awaitState("roles", "OPEN");

    acknowledge(viewer).then().statusCode(403).body("detail", containsString("RESPONDER"));
    SHARED.with(viewer).get("/api/v1/incidents/roles").then().statusCode(200);
    acknowledge(responder).then().statusCode(200).body("acknowledgedBy", equalTo("rob"));
    acknowledge(responder).then().statusCode(409);
    SHARED
        .with(responder)
        .contentType("application/json")
        .body("{\"name\":\"x\",\"role\":\"admin\"}")
        .post("/api/v1/tokens")
        .then()
        .statusCode(403);
    SHARED.admin().delete("/api/v1/tokens/eve").then().statusCode(204);
    SHARED.with(viewer).get("/api/v1/incidents").then().statusCode(401);
  }

  private static io.restassured.response.Response acknowledge(String token) {
    return SHARED
        .with(token)
        .contentType("application/json")
        .body("{\"comment\":\"\"}")
        .post("/api/v1/incidents/roles/acknowledge");
  }

  @Test
  void shouldGuardTokenFileAndSendSecurityHeaders() throws Exception {
    var answer = SHARED.admin().get("/api/v1/status");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(alert.tokenFile())))
        .isEqualTo("rw-------");
    assertThat(alert.log()).doesNotContain(alert.token());
    answer
        .then()
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer")
        .header("Content-Security-Policy", containsString("frame-ancestors 'none'"));
  }

  @Test
  void shouldTellItsOwnStatus() {
    wire.send(Change.opened("status"));
    SHARED.awaitState("status", "OPEN");

    await()
        .untilAsserted(
            () ->
                SHARED
                    .admin()
                    .get("/api/v1/status")
                    .then()
                    .statusCode(200)
                    .body("staleSince", nullValue())
                    .body("databaseReachable", equalTo(true))
                    .body("topics[0].topic", equalTo(Topic.INCIDENTS.topicName()))
                    .body("topics[0].lag", equalTo(0))
                    .body("topics[0].lastRecordAt", notNullValue())
                    .body("webhook.host", equalTo("127.0.0.1")));
  }

  @Test
  void shouldFeedTheSameBodyAsTheWebhookFromNowOn() {
    try (FeedReader feed = FeedReader.fromNow(alert)) {
      await().until(() -> feed.lines().contains(": alive"));
      wire.send(Change.opened("feed"));

      await().until(() -> feed.data().stream().anyMatch(data -> data.contains("\"id\":\"feed\"")));

      await().until(() -> !receiver.of("feed").isEmpty());
      assertThat(feed.data()).contains(receiver.of("feed").get(0).body());
      assertThat(feed.lines().get(0)).startsWith("retry: ");
    }
  }

  @Test
  void shouldTellAClientWhoseCursorIsUnknown() {
    try (FeedReader lost = FeedReader.after(alert, "999999")) {

      await().until(() -> lost.types().contains("feed.resync"));

      assertThat(Long.parseLong(lost.ids().get(0))).isLessThan(999_999);
    }
  }
}
