/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static io.hop444.alert.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.hop444.wire.Cause;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When people are told, told again, or left alone. Each test has its own site. */
@Order(SharedAlert.ROUTED)
class MutingIT {

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.routed();

  private static final Routed ROUTED = new Routed(SHARED);

  @Test
  void shouldEscalateAndRepeatUntilSomebodyAcknowledges() {
    SHARED.wire().send(Routed.opened("escalated", "ESC"));

    ROUTED.awaitGot("pager", "hop444:escalated:1", 1);
    assertThat(ROUTED.got("pager", "hop444:escalated:1").get(0).json().getString("payload.summary"))
        .startsWith("Nobody has taken it: ");
    makeRemindersDue();
    ROUTED.awaitGot("ops", "\"id\":\"escalated\"", 2);
    ROUTED.post("incidents/escalated/acknowledge", "{\"comment\":\"\"}").statusCode(200);
    ROUTED.awaitGot("pager", "hop444:escalated:1", 2);
    assertThat(ROUTED.got("pager", "hop444:escalated:1").get(1).json().getString("event_action"))
        .isEqualTo("acknowledge");
    assertThat(makeRemindersDue()).isZero();
  }

  /** Instead of waiting for an hour. */
  private static int makeRemindersDue() {
    return Integer.parseInt(
        new Sql(SHARED.database())
            .value(
                "with due as (update reminders set due_at = now() where subject = 'escalated'"
                    + " returning 1) select count(*) from due"));
  }

  @Test
  void shouldMuteNoticesAndNeverTheRecord() {
    int silence =
        ROUTED
            .post(
                "silences",
                "{\"match\":{\"site\":[\"SIL\"]},\"reason\":\"move\",\"expiresAt\":\""
                    + Instant.now().plusSeconds(3_600)
                    + "\"}")
            .statusCode(200)
            .extract()
            .path("id");
    SHARED.wire().send(Routed.opened("silenced", "SIL"), Routed.opened("silenced-over", "SIL"));
    SHARED.wire().send(Routed.resolved("silenced-over", 2, "SIL"), Routed.opened("heard", "LOUD"));

    ROUTED.awaitGot("ops", "\"id\":\"heard\"", 1);
    SHARED
        .admin()
        .get("/api/v1/incidents/silenced")
        .then()
        .body("state", equalTo("OPEN"))
        .body("timeline.type", contains("incident.opened", "notices.muted"))
        .body("timeline[1].by", startsWith("silence " + silence + " of "));
    assertThat(ROUTED.got("ops", "\"id\":\"silenced")).isEmpty();

    SHARED.admin().delete("/api/v1/silences/" + silence).then().statusCode(204);

    ROUTED.awaitGot("ops", "\"id\":\"silenced\"", 1);
    assertThat(ROUTED.got("ops", "\"id\":\"silenced\"").get(0).json().getString("type"))
        .isEqualTo("incident.opened");
    assertThat(ROUTED.got("ops", "silenced-over")).isEmpty();
  }

  @Test
  void shouldMuteInMaintenanceWindows() {
    int window =
        ROUTED
            .post(
                "maintenance-windows",
                "{\"match\":{\"site\":[\"MW\"]},\"reason\":\"patches\",\"zone\":\"UTC\","
                    + "\"days\":[\"MONDAY\",\"TUESDAY\",\"WEDNESDAY\",\"THURSDAY\",\"FRIDAY\","
                    + "\"SATURDAY\",\"SUNDAY\"],\"from\":\"00:00\",\"minutes\":1440}")
            .statusCode(200)
            .extract()
            .path("id");
    ROUTED
        .post("routes/test", "{\"site\":\"MW\",\"server\":\"mbx01\",\"cause\":\"EXPIRED\"}")
        .body("targets", contains("ops"))
        .body("mutedBy", startsWith("maintenance window " + window));

    SHARED.admin().delete("/api/v1/maintenance-windows/" + window).then().statusCode(204);
    SHARED.admin().get("/api/v1/maintenance-windows").then().body("items.id", not(hasItem(window)));
    ROUTED
        .post(
            "maintenance-windows",
            "{\"match\":{},\"reason\":\"x\",\"zone\":\"Dublin\",\"days\":[],"
                + "\"from\":\"0\",\"minutes\":0}")
        .statusCode(400);
  }

  @Test
  void shouldTellAnEventOfASiteOnceAndHideItsMembers() {
    for (String id : List.of("g1", "g2", "g3", "g4")) {
      SHARED.wire().send(Routed.opened(id, "GRP1").cause(Cause.EXPIRED));
    }

    awaitEvent("GRP1", "trigger", "4 back ends failed");
    for (String id : List.of("g1", "g2", "g3", "g4")) {
      SHARED.wire().send(Routed.resolved(id, 2, "GRP1").cause(Cause.EXPIRED));
    }
    awaitEvent("GRP1", "resolve", "");
    assertThat(event("GRP1"))
        .extracting(got -> got.json().getString("dedup_key"))
        .containsOnly(event("GRP1").get(0).json().getString("dedup_key"));
    for (String id : List.of("g1", "g2", "g3", "g4")) {
      assertThat(ROUTED.got("pager", "hop444:" + id + ":")).isEmpty();
    }
  }

  @Test
  void shouldTellAnEventOfTheEstateOnceAndHideItsMembers() {
    List<String> ids = IntStream.range(0, 15).mapToObj(n -> "rollout-" + n).toList();
    SHARED
        .wire()
        .sendAll(
            ids.stream().map(id -> Routed.opened(id, "GRP-" + id).cause(Cause.UNTRUSTED)).toList());
    awaitEvent("UNTRUSTED", "trigger", "15 back ends failed");
    for (String id : ids) {
      SHARED.wire().send(Routed.resolved(id, 2, "GRP-" + id).cause(Cause.UNTRUSTED));
    }
    awaitEvent("UNTRUSTED", "resolve", "");

    assertThat(event("UNTRUSTED"))
        .extracting(got -> got.json().getString("dedup_key"))
        .containsOnly(event("UNTRUSTED").get(0).json().getString("dedup_key"));
    for (String id : ids) {
      assertThat(ROUTED.got("pager", "hop444:" + id + ":")).isEmpty();
    }
  }

  /** What the pager was told of an event that has {@code word} in it. */
  private static List<Products.Got> event(String word) {
    return ROUTED.got("pager", "hop444:group:").stream()
        .filter(got -> got.body().contains(word))
        .toList();
  }

  private static void awaitEvent(String word, String action, String text) {
    await()
        .until(
            () ->
                event(word).stream()
                    .anyMatch(
                        got ->
                            got.json().getString("event_action").equals(action)
                                && got.body().contains(text)));
  }

  @Test
  void shouldHoldBackWhatComesAndGoes() {
    SHARED.wire().send(Routed.opened("flapping", "FLAP"));
    for (int version = 2; version <= 13; version += 2) {
      SHARED
          .wire()
          .send(
              Routed.resolved("flapping", version, "FLAP"),
              Change.reopened("flapping", version + 1).at("FLAP", "mbx-flapping"));
    }
    SHARED.wire().send(Routed.resolved("flapping", 14, "FLAP"));

    await()
        .until(
            () -> {
              List<Products.Got> got = ROUTED.got("ops", "\"id\":\"flapping\"");
              return !got.isEmpty() && got.get(got.size() - 1).json().getLong("data.version") == 14;
            });
    // 1 opening, 2 ends and 2 returns until it counts as flapping, and the state in the end.
    assertThat(ROUTED.got("ops", "\"id\":\"flapping\"")).hasSizeLessThanOrEqualTo(6);
    SHARED
        .admin()
        .get("/api/v1/incidents/flapping")
        .then()
        .body("timeline.findAll { it.type.startsWith('incident.') }", hasSize(14));
  }
}
