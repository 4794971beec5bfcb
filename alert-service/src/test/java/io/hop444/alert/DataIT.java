/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static io.hop444.alert.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.ValidatableResponse;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is removed, what stays, and what raises an alarm. */
@Order(SharedAlert.WITH_TOKENS)
class DataIT {

  private static final String PERSON = "u-0123456789abcdef";

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.withTokens();

  private static Sql sql;

  @BeforeAll
  static void connect() {
    sql = new Sql(SHARED.database());
  }

  private static void makePartition(String table, YearMonth month) {
    sql.run(
        "create table %s partition of %s for values from ('%s-01Z') to ('%s-01Z')"
            .formatted(name(table, month), table, month, month.plusMonths(1)));
  }

  private static String name(String table, YearMonth month) {
    return table + '_' + month.toString().replace('-', '_');
  }

  private static ValidatableResponse item(ValidatableResponse answer, String what) {
    return answer.rootPath("items.find { it.what == '" + what + "' }");
  }

  @Test
  void shouldShowInADryRunWhatARunRemoves() {
    SHARED.wire().send(Change.opened("aged"), Change.resolved("aged", 2), Change.opened("awake"));
    SHARED.awaitState("awake", "OPEN");
    String before = sql.value("select max(cursor) from feed where incident_id = 'aged'");
    YearMonth old = YearMonth.of(2023, 1);
    for (String table : List.of("feed", "timeline", "audit")) {
      makePartition(table, old);
    }
    sql.run(
        "insert into feed select nextval('feed_cursor'), '2023-01-09Z', type, incident_id, version,"
            + " body, site, back_end from feed where cursor = "
            + before,
        "insert into timeline (at, incident_id, version, type, actor, text)"
            + " values ('2023-01-09Z', 'aged', 1, 'incident.opened', 'correlator', '')",
        "insert into audit (at, call_id, step, actor, role, action, subject)"
            + " values ('2023-01-09Z', 'c', 'ASKED', 'a', 'ADMIN', 'x', 'y')",
        "update incidents set updated_at = '2023-01-09Z' where id = 'aged'");

    ValidatableResponse plan = SHARED.admin().get("/api/v1/retention").then().statusCode(200);

    for (String table : List.of("feed_2023_01", "timeline_2023_01", "audit_2023_01")) {
      item(plan, table).body("rows", equalTo(1)).body("keptBecause", nullValue());
    }
    item(plan, "incidents").body("rows", equalTo(1));
    assertThat(sql.value("select count(*) from audit_2023_01")).isEqualTo("1");
    SHARED.admin().get("/api/v1/incidents/aged").then().statusCode(200);

    ValidatableResponse run = SHARED.admin().post("/api/v1/retention/runs").then().statusCode(200);

    item(run, "feed_2023_01").body("keptBecause", nullValue());
    assertThat(sql.list("select relname from pg_class where relname like '%\\_2023\\_01'"))
        .isEmpty();
    SHARED.admin().get("/api/v1/incidents/aged").then().statusCode(404);
    SHARED.admin().get("/api/v1/incidents/awake").then().statusCode(200);
    SHARED
        .admin()
        .get("/api/v1/audit?subject=/api/v1/retention/runs")
        .then()
        .body("items[0].detail", containsString("feed_2023_01"));
    SHARED
        .admin()
        .get("/api/v1/retention")
        .then()
        .body("items.what", org.hamcrest.Matchers.not(hasItem("feed_2023_01")));
    try (FeedReader missed = FeedReader.after(SHARED.alert(), before)) {
      await().until(() -> missed.types().contains("feed.resync"));
      assertThat(missed.types().get(0)).isEqualTo("feed.resync");
    }
  }

  @Test
  void shouldKeepAMonthWhoseNotificationsAreNotSentYet() {
    SHARED.wire().send(Change.opened("unsent-month"));
    await().until(() -> !SHARED.receiver().of("unsent-month").isEmpty());
    await()
        .until(
            () ->
                sql.value(
                        "select count(*) from deliveries where incident_id = 'unsent-month' and"
                            + " finished_at is not null")
                    .equals("1"));
    makePartition("feed", YearMonth.of(2023, 2));
    String row = " where incident_id = 'unsent-month'";
    String feedAt = sql.value("select feed_at from deliveries" + row);
    sql.run(
        "update deliveries set feed_at = '2023-02-09Z', state = 'PENDING', finished_at = null,"
            + " next_attempt_at = '2099-01-01Z'"
            + row);

    ValidatableResponse kept = SHARED.admin().post("/api/v1/retention/runs").then();

    item(kept, "feed_2023_02").body("keptBecause", containsString("not sent"));
    sql.run(
        "update deliveries set feed_at = '"
            + feedAt
            + "', state = 'DELIVERED', finished_at = now()"
            + row);
    SHARED.admin().post("/api/v1/retention/runs").then().statusCode(200);
    assertThat(sql.list("select relname from pg_class where relname = 'feed_2023_02'")).isEmpty();
  }

  @Test
  void shouldRaiseAnAlarmBeforeRowsAreRefused() {
    String ahead = name("feed", YearMonth.now(ZoneOffset.UTC).plusMonths(2));
    SHARED.anybody().get("/q/health/well").then().statusCode(200);
    assertThat(sql.value("select count(*) from pg_partitioned_table where partdefid <> 0"))
        .as("partitions that take what belongs to no month")
        .isEqualTo("0");
    sql.run("alter table feed detach partition " + ahead);

    SHARED
        .anybody()
        .get("/q/health/well")
        .then()
        .statusCode(503)
        .body("checks.find { it.name == 'partitions' }.data.missing", equalTo(ahead));

    assertThat(SHARED.anybody().get("/q/metrics").asString())
        .contains("alert_partitions_missing 1.0");
    SHARED.anybody().get("/q/health/ready").then().statusCode(200);
    YearMonth month = YearMonth.now(ZoneOffset.UTC).plusMonths(2);
    sql.run(
        "alter table feed attach partition %s for values from ('%s-01Z') to ('%s-01Z')"
            .formatted(ahead, month, month.plusMonths(1)));
    SHARED.anybody().get("/q/health/well").then().statusCode(200);
  }

  @Test
  void shouldEraseAPersonEverywhere() {
    SHARED
        .wire()
        .send(Change.opened("erased").evidence(3, "POST /EWS/ CONTOSO\\" + PERSON + " 503"));
    SHARED.awaitState("erased", "OPEN");
    SHARED
        .admin()
        .contentType("application/json")
        .header("Idempotency-Key", "erased-comment")
        .body(Map.of("comment", "call " + PERSON))
        .post("/api/v1/incidents/erased/comments")
        .then()
        .statusCode(200);

    SHARED
        .admin()
        .contentType("application/json")
        .body(Map.of("pseudonym", PERSON))
        .post("/api/v1/erasures")
        .then()
        .statusCode(200)
        .body("changed.'evidence.pieces'", equalTo(1))
        .body("changed.'timeline.text'", equalTo(1))
        .body("changed.'feed.body'", notNullValue());

    SHARED
        .admin()
        .get("/api/v1/incidents/erased")
        .then()
        .body("evidence[0].text", containsString("CONTOSO\\u-erased"))
        .body("timeline[1].text", equalTo("call u-erased"));
    for (String table :
        sql.list(
            "select relname from pg_class where relkind in ('r', 'p')"
                + " and relnamespace = 'public'::regnamespace and not relispartition")) {
      assertThat(
              sql.value(
                  "select count(*) from %s t where t::text like '%%%s%%'".formatted(table, PERSON)))
          .as(table)
          .isEqualTo("0");
    }
    SHARED
        .admin()
        .get("/api/v1/audit?subject=/api/v1/erasures")
        .then()
        .body("items[0].status", equalTo(200))
        .body("items[0].detail", containsString("rows="));
  }

  @Test
  void shouldEraseNothingButPseudonyms() {
    for (String text : List.of("", "%", "anna", "u-0123", "u-0123456789abcdeF", PERSON + " ")) {
      SHARED
          .admin()
          .contentType("application/json")
          .body(Map.of("pseudonym", text))
          .post("/api/v1/erasures")
          .then()
          .statusCode(400);
    }
  }
}
