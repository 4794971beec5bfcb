/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.blankOrNullString;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What holds for every call of the API. */
@Order(SharedAlert.WITH_TOKENS)
class ApiIT {

  /** The one call that needs a signature instead of a token. */
  private static final String SIGNED = "POST /tickets/{target}";

  /** Asked before anybody is known. */
  private static final String SIGN_IN = "GET /page/sign-in";

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.withTokens();

  private static JsonPath description() {
    return SHARED.anybody().get("/q/openapi?format=json").jsonPath();
  }

  private static Set<String> described(JsonPath api) {
    Set<String> calls = new TreeSet<>();
    Map<String, Map<String, Object>> paths = api.getMap("paths");
    paths.forEach(
        (path, operations) ->
            operations.keySet().stream()
                .filter(key -> key.matches("get|put|post|delete|patch"))
                .forEach(
                    method -> calls.add(method.toUpperCase(java.util.Locale.ROOT) + ' ' + path)));
    return calls;
  }

  @Test
  void shouldDescribeEveryCallWithItsProblems() {
    Set<String> served = ServedCalls.all();
    JsonPath api = description();

    assertThat(described(api)).isEqualTo(served);
    assertThat(served).filteredOn(call -> !ofApi(call)).containsExactly(SIGN_IN, SIGNED);
    for (String call : served.stream().filter(ApiIT::ofApi).toList()) {
      String operation =
          "paths.'%s'.%s"
              .formatted(
                  call.substring(call.indexOf(' ') + 1),
                  call.substring(0, call.indexOf(' ')).toLowerCase(java.util.Locale.ROOT));
      assertThat(api.getString(operation + ".summary")).as(call).isNotBlank();
      assertThat(api.getString(operation + ".description")).as(call).contains("Role ");
      assertThat(api.getMap(operation + ".responses").keySet())
          .as(call)
          .contains("400", "401", "403", "429", "503");
      assertThat(
              api.getString(
                  operation + ".responses.'401'.content.'application/problem+json'.schema.'$ref'"))
          .as(call)
          .isEqualTo("#/components/schemas/Problem");
    }
  }

  @Test
  void shouldAnswerNobodyWithoutAToken() {
    for (String call : described(description()).stream().filter(ApiIT::ofApi).toList()) {
      String method = call.substring(0, call.indexOf(' '));
      String path = call.substring(call.indexOf(' ') + 1).replaceAll("\\{[^}]*}", "x");

      SHARED
          .anybody()
          .request(method, path)
          .then()
          .statusCode(401)
          .contentType("application/problem+json");
    }
  }

  @Test
  void shouldAskEveryCallForTheRoleThatItsDescriptionNames() {
    Map<String, String> oneRoleLess =
        Map.of(
            "responder", SHARED.token("one-less-viewer", "viewer"),
            "admin", SHARED.token("one-less-responder", "responder"));
    JsonPath api = description();
    int asked = 0;
    for (String call : described(api).stream().filter(ApiIT::ofApi).toList()) {
      String method = call.substring(0, call.indexOf(' '));
      String path = call.substring(call.indexOf(' ') + 1);
      String role =
          api.getString(
                  "paths.'%s'.%s.description"
                      .formatted(path, method.toLowerCase(java.util.Locale.ROOT)))
              .replaceFirst("(?s).*?Role (\\w+).*", "$1");
      if (role.equals("viewer")) {
        continue;
      }
      RequestSpecification request = SHARED.with(oneRoleLess.get(role));
      if (method.equals("POST")) {
        request.contentType("application/json").body("{}");
      }

      int status = request.request(method, path.replaceAll("\\{[^}]*}", "x")).statusCode();

      assertThat(status).as(call + " with one role less than " + role).isEqualTo(403);
      asked++;
    }
    assertThat(asked).isGreaterThan(20);
  }

  @Test
  void shouldTakeNoTicketThatNobodySigned() {
    SHARED
        .anybody()
        .contentType("application/json")
        .body("{}")
        .post("/tickets/desk")
        .then()
        .statusCode(401)
        .contentType("application/problem+json");
  }

  private static boolean ofApi(String call) {
    return call.contains(" /api/v1/");
  }

  private static RequestSpecification json(String body) {
    return SHARED.admin().contentType("application/json").body(body);
  }

  @Test
  void shouldAnswerEveryFailureAsAProblem() {
    Problems.assertProblem(SHARED.admin().get("/api/v1/nothing"), 404, "/q/openapi");
    Problems.assertProblem(SHARED.admin().get("/api/nothing"), 404, "/q/openapi");
    Problems.assertProblem(SHARED.admin().delete("/api/v1/status"), 405, "method");
    Problems.assertProblem(SHARED.admin().delete("/api/v1/feed"), 405, "method");
    Problems.assertProblem(SHARED.admin().get("/api/v1/feed/socket"), 426, "WebSocket");
    Problems.assertProblem(
        SHARED.admin().contentType("text/plain").body("x").post("/api/v1/tokens"),
        415,
        "application/json");
    Problems.assertProblem(
        SHARED.admin().accept("image/png").get("/api/v1/status"), 406, "application/json");
    Problems.assertProblem(json("{\"name\":").post("/api/v1/tokens"), 400, "JSON");
    Problems.assertProblem(json("[]").post("/api/v1/tokens"), 400, "the body");
    Problems.assertProblem(json("{\"nmae\":\"x\"}").post("/api/v1/tokens"), 400, "nmae is unknown");
    Problems.assertProblem(
        json("{\"name\":\"x\",\"role\":\"viewer\",\"expiresAt\":\"soon\"}").post("/api/v1/tokens"),
        400,
        "expiresAt");
    Problems.assertProblem(json("").post("/api/v1/tokens"), 400, "name");
    Problems.assertProblem(
        json("\"" + "x".repeat(70_000) + "\"").post("/api/v1/tokens"), 413, "64");
  }

  @Test
  void shouldSayThatNothingChanged() {
    SHARED.wire().send(Change.opened("tagged").at("TAG", "mbx-tag"));
    SHARED.awaitState("tagged", "OPEN");
    String path = "/api/v1/incidents?site=TAG";
    String tag = SHARED.admin().get(path).header("ETag");

    SHARED
        .admin()
        .header("If-None-Match", "\"other\", " + tag)
        .get(path)
        .then()
        .statusCode(304)
        .header("ETag", tag)
        .body(blankOrNullString());
    SHARED.admin().header("If-None-Match", "\"other\"").get(path).then().statusCode(200);
    SHARED.wire().send(Change.resolved("tagged", 2).at("TAG", "mbx-tag"));
    SHARED.awaitState("tagged", "RESOLVED");

    SHARED.admin().header("If-None-Match", tag).get(path).then().statusCode(200);
  }

  @Test
  void shouldChangeOnlyWhatTheCallerHasSeen() {
    SHARED.wire().send(Change.opened("seen"));
    SHARED.awaitState("seen", "OPEN");
    String path = "/api/v1/incidents/seen";
    String seen = SHARED.admin().get(path).header("ETag");
    json("{\"comment\":\"first\"}").post(path + "/comments").then().statusCode(200);

    Problems.assertProblem(
        json("{}").header("If-Match", seen).post(path + "/acknowledge"), 412, "read it again");
    Problems.assertProblem(
        json("{}").header("If-Match", "\"x\"").post(path + "/acknowledge"), 412, "again");

    SHARED.admin().header("If-None-Match", seen).get(path).then().statusCode(200);
    String now = SHARED.admin().get(path).header("ETag");
    SHARED.admin().header("If-None-Match", now).get(path).then().statusCode(304);
    json("{}")
        .header("If-Match", seen + ", " + now)
        .post(path + "/acknowledge")
        .then()
        .statusCode(200);
  }

  @Test
  void shouldMeasureTheLagOfEveryTopicItReads() {
    List<String> topics = SHARED.admin().get("/api/v1/about").then().extract().path("topics.topic");
    assertThat(topics).hasSizeGreaterThan(3);

    Patience.await()
        .untilAsserted(
            () ->
                assertThat(SHARED.anybody().get("/q/metrics").asString())
                    .contains(
                        topics.stream()
                            .map(each -> "alert_kafka_lag_records{topic=\"" + each + "\"")
                            .toList()));
  }

  @Test
  void shouldSayWhatRunsAndHowMuchItDid() {
    SHARED.wire().send(Change.opened("about"));
    SHARED.awaitState("about", "OPEN");

    SHARED
        .with(SHARED.token("about-viewer", "viewer"))
        .get("/api/v1/about")
        .then()
        .statusCode(200)
        .body("version", notNullValue())
        .body("java", equalTo(System.getProperty("java.runtime.version")))
        .body("startedAt", notNullValue())
        .body("databaseVersion", notNullValue())
        .body("kafkaAwaySince", nullValue())
        .body("topics.topic", hasItem("hop444.read-progress"))
        .body("watched", notNullValue())
        .body("done.recordsStored.'hop444.incidents'", greaterThan(0))
        .body("done.deliveries", notNullValue());
  }

  @Test
  void shouldExportAsJsonAndAsCsvThatIsNoFormula() {
    List<Change> many = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      many.add(
          Change.opened("export-" + i)
              .at("=EXPORT", "mbx-export")
              .startedAt(Change.STARTED.plusSeconds(i)));
    }
    SHARED.wire().sendAll(many);
    SHARED.awaitState("export-599", "OPEN");

    List<String> ids = export("json").jsonPath().getList("id");
    List<String> rows = export("csv").asString().lines().toList();

    assertThat(ids).hasSize(600).doesNotHaveDuplicates().startsWith("export-599");
    assertThat(rows).hasSize(601);
    assertThat(rows.get(0)).startsWith("id,generation,version,site,backEnd,cause");
    assertThat(rows.get(1)).startsWith("export-599,1,1,\"'=EXPORT\",mbx-export,BINDING_MISSING");
    assertThat(rows.get(1)).contains(",cas01; cas02,");
    SHARED
        .admin()
        .get("/api/v1/export/incidents?format=csv&limit=7")
        .then()
        .header("Content-Disposition", containsString("incidents.csv"))
        .contentType("text/csv");
    assertThat(SHARED.admin().get("/api/v1/export/incidents?format=csv&limit=7").asString().lines())
        .hasSize(8);
    Problems.assertProblem(
        SHARED.admin().get("/api/v1/export/incidents?format=xls"), 400, "json or csv");
    String far = SHARED.token(Map.of("name", "exp", "role", "viewer", "sites", List.of("none")));
    SHARED.with(far).get("/api/v1/export/incidents").then().body("", hasSize(0));
  }

  private static Response export(String format) {
    return SHARED
        .admin()
        .urlEncodingEnabled(false)
        .get("/api/v1/export/incidents?site=%3DEXPORT&format=" + format);
  }
}
