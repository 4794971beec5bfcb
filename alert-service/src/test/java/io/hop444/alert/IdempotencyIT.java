/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static io.hop444.alert.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A change with an Idempotency-Key is done once and with its key, or not at all. */
@Order(SharedAlert.WITH_TOKENS)
class IdempotencyIT {

  /** quarkus.datasource.jdbc.max-size. */
  private static final int CONNECTIONS = 20;

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.withTokens();

  private static Sql sql;

  @BeforeAll
  static void connect() {
    sql = new Sql(SHARED.database());
  }

  private static RequestSpecification keyed(String key, String body) {
    return SHARED.admin().contentType("application/json").body(body).header("Idempotency-Key", key);
  }

  @Test
  void shouldDoAChangeOnceForEachKey() {
    SHARED.wire().send(Change.opened("once"));
    SHARED.awaitState("once", "OPEN");
    String path = "/api/v1/incidents/once/acknowledge";

    Response first = keyed("k1", "{\"comment\":\"1\"}").post(path);
    Response again = keyed("k1", "{\"comment\":\"1\"}").post(path);

    first.then().statusCode(200).header("Idempotent-Replayed", nullValue());
    again.then().statusCode(200).header("Idempotent-Replayed", "true");
    assertThat(again.asString()).isEqualTo(first.asString());
    assertThat(again.contentType()).startsWith("application/json");
    SHARED.admin().get("/api/v1/audit?subject=" + path).then().body("items", hasSize(1));
    assertProblem(keyed("k1", "{\"comment\":\"2\"}").post(path), 422, "another");
    assertProblem(keyed("k2", "{}").post(path), 409, "open");
    assertProblem(keyed("k2", "{}").post(path), 409, "open");
    String other = SHARED.token("other-rob", "responder");
    SHARED
        .with(other)
        .contentType("application/json")
        .body("{\"comment\":\"1\"}")
        .header("Idempotency-Key", "k1")
        .post(path)
        .then()
        .statusCode(409)
        .body("detail", containsString("only an open incident"));
  }

  /** As when the service dies between the two: one without the other must not be. */
  private static Response withoutKeeping(Supplier<Response> call) {
    sql.run(
        "create function refuse_key() returns trigger language plpgsql as"
            + " $$ begin raise exception 'no key'; end $$",
        "create trigger refuse_key before insert or update on idempotency_keys for each row"
            + " execute function refuse_key()");
    try {
      return call.get();
    } finally {
      sql.run("drop trigger refuse_key on idempotency_keys", "drop function refuse_key");
    }
  }

  @Test
  void shouldChangeNothingWhenTheKeyCannotBeKept() {
    SHARED.wire().send(Change.opened("with-key"));
    SHARED.awaitState("with-key", "OPEN");
    String path = "/api/v1/incidents/with-key/acknowledge";

    Response cut = withoutKeeping(() -> keyed("with-key", "{}").post(path));

    assertProblem(cut, 503, "database");
    SHARED
        .admin()
        .get("/api/v1/incidents/with-key")
        .then()
        .body("state", equalTo("OPEN"))
        .body("timeline", hasSize(1));
    keyed("with-key", "{}").post(path).then().statusCode(200);
    keyed("with-key", "{}")
        .post(path)
        .then()
        .statusCode(200)
        .header("Idempotent-Replayed", "true")
        .body("timeline", hasSize(2));
    Patience.await()
        .until(
            () ->
                SHARED.receiver().of("with-key").stream()
                    .anyMatch(got -> got.type().equals("incident.acknowledged")));
  }

  @Test
  void shouldLeaveATargetAsItIsWhenTheKeyCannotBeKept() {
    Response cut =
        withoutKeeping(
            () -> keyed("stop", "{\"reason\":\"x\"}").post("/api/v1/targets/default/disable"));

    assertProblem(cut, 503, "database");
    assertThat(sql.value("select disabled_at is null from webhook_targets where name = 'default'"))
        .isEqualTo("t");
  }

  /** What is known of tokens in memory must not run ahead of the table. */
  @Test
  void shouldKnowATokenUntilItsEndIsKept() {
    String token = SHARED.token("outlives", "viewer");

    Response cut = withoutKeeping(() -> keyed("revoke", "").delete("/api/v1/tokens/outlives"));

    assertProblem(cut, 503, "database");
    SHARED.with(token).get("/api/v1/status").then().statusCode(200);
    keyed("revoke", "").delete("/api/v1/tokens/outlives").then().statusCode(204);
    SHARED.with(token).get("/api/v1/status").then().statusCode(401);
  }

  /** More often than there are connections, and threads that would take what is left for theirs. */
  @Test
  void shouldEndWhatItBeganWhenTheServiceFailsAtACall() {
    SHARED.wire().send(Change.opened("unreadable"));
    SHARED.awaitState("unreadable", "OPEN");
    String path = "/api/v1/incidents/unreadable/acknowledge";
    String whole = sql.value("select hops from incidents where id = 'unreadable'");
    sql.run("update incidents set hops = '7' where id = 'unreadable'");
    List<Response> failed = new ArrayList<>();

    for (int i = 0; i < 2 * CONNECTIONS; i++) {
      failed.add(keyed("fails", "{}").post(path));
    }

    sql.run(
        "update incidents set hops = '" + whole.replace("'", "''") + "' where id = 'unreadable'");
    for (Response each : failed) {
      assertProblem(each, 500, "failureId=");
      assertThat(each.asString()).doesNotContain("Exception", "hops", "json");
    }
    String failureId = failed.get(0).jsonPath().getString("detail").replaceFirst(".*=", "");
    assertThat(SHARED.alert().log()).containsOnlyOnce(failureId);
    Patience.await()
        .until(
            () ->
                sql.value(
                        "select count(*) from pg_stat_activity"
                            + " where datname = current_database() and state like 'idle in%'")
                    .equals("0"));
    keyed("fails", "{}").post(path).then().statusCode(200).body("state", equalTo("ACKNOWLEDGED"));
    SHARED
        .admin()
        .get("/api/v1/incidents/unreadable")
        .then()
        .body("timeline.type", contains("incident.opened", "incident.acknowledged"));
  }

  @Test
  void shouldSayThatTheFirstCallWithAKeyStillRuns() throws Exception {
    SHARED.wire().send(Change.opened("slow-key"));
    SHARED.awaitState("slow-key", "OPEN");
    String path = "/api/v1/incidents/slow-key/acknowledge";
    try (var connection = sql.connect();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("select * from incidents where id = 'slow-key' for update");
      var first = CompletableFuture.supplyAsync(() -> keyed("slow", "{}").post(path));
      Patience.await()
          .until(() -> !sql.list("select pid from pg_locks where not granted").isEmpty());

      assertProblem(keyed("slow", "{}").post(path), 409, "still runs");
      connection.rollback();

      first.get().then().statusCode(200);
    }
    keyed("slow", "{}").post(path).then().statusCode(200).header("Idempotent-Replayed", "true");
  }

  @Test
  void shouldNotKeepATokenToShowItAgain() {
    String body = "{\"name\":\"shown-once\",\"role\":\"viewer\"}";

    keyed("t1", body).post("/api/v1/tokens").then().statusCode(201);

    assertProblem(keyed("t1", body).post("/api/v1/tokens"), 409, "shown only once");
  }
}
