/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.hop444.schemas.Topic;
import io.hop444.wire.BindingSnapshot;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The estate and its servers, from what collectors and the correlator say. */
@Order(SharedAlert.WITH_TOKENS)
class EstateIT {

  private static final Instant TAKEN = Instant.parse("2026-11-20T09:55:00Z");
  private static final Instant IN_YEARS = Instant.parse("2099-01-01T00:00:00Z");

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.withTokens();

  private static void say(String site, String server, String log, long lagBytes) {
    SHARED.wire().send(Topic.READ_PROGRESS, server, Servers.progress(site, server, log, lagBytes));
  }

  private static void show(BindingSnapshot... snapshots) {
    for (BindingSnapshot snapshot : snapshots) {
      SHARED.wire().send(Topic.BINDING_SNAPSHOTS, snapshot.getPosition().getServer(), snapshot);
    }
  }

  private static ValidatableResponse server(String site, String server) {
    return SHARED.admin().get("/api/v1/servers/" + site + "/" + server).then();
  }

  private static ValidatableResponse estate(String token) {
    return SHARED.with(token).get("/api/v1/estate").then().statusCode(200);
  }

  private static void eventually(ThrowingRunnable assertion) {
    Patience.await().untilAsserted(assertion);
  }

  @Test
  void shouldShowSitesAndServersWithTheirState() {
    say("EST", "mbx-fails", "W3SVC2", 700);
    say("EST", "mbx-fails", "HttpProxy/Owa", 11);
    say("EST", "mbx-fine", "W3SVC2", 0);
    SHARED.wire().send(Change.opened("estate-1").at("EST", "mbx-fails"));
    show(
        Servers.inventory(
            "EST", "mbx-fine", TAKEN, "aa01", Servers.certificate("AA01", "mbx-fine", IN_YEARS)));
    String viewer =
        SHARED.token(Map.of("name", "est-viewer", "role", "viewer", "sites", List.of("EST")));

    eventually(
        () ->
            estate(viewer)
                .body("sites.site", contains("EST"))
                .body("state", equalTo("FAILING"))
                .body("sites[0].state", equalTo("FAILING"))
                .body("sites[0].servers.server", contains("mbx-fails", "mbx-fine"))
                .body("sites[0].servers.state", contains("FAILING", "OK"))
                .body("sites[0].servers[0].incidents", contains("estate-1"))
                .body("sites[0].servers[0].causes", contains("BINDING_MISSING"))
                .body("sites[0].servers[0].lagBytes", equalTo(711))
                .body("sites[0].servers[0].logCount", equalTo(2))
                .body("sites[0].servers[0].collectors", contains("collector-EST"))
                .body("sites[0].servers[0].readUpTo", equalTo(Change.STARTED.toString()))
                .body("sites[0].servers[1].certificates[0].endpoint", equalTo("0.0.0.0:444"))
                .body("sites[0].servers[1].certificates[0].thumbprint", equalTo("AA01"))
                .body("sites[0].servers[1].certificateEndsAt", equalTo(IN_YEARS.toString()))
                .body("watched.name", hasItem("collector-EST")));
  }

  @Test
  void shouldShowNothingOfOtherSites() {
    say("HIDDEN", "mbx-hidden", "W3SVC2", 0);
    eventually(() -> server("HIDDEN", "mbx-hidden").statusCode(200));
    String other =
        SHARED.token(Map.of("name", "est-other", "role", "viewer", "sites", List.of("ELSE")));

    estate(other).body("sites", hasSize(0)).body("watched.name", not(hasItem("collector-HIDDEN")));
    SHARED.with(other).get("/api/v1/servers/HIDDEN/mbx-hidden").then().statusCode(404);
    server("HIDDEN", "mbx-nobody").statusCode(404);
  }

  @Test
  void shouldShowHowFarEachLogIsReadAndTheLastWordOnly() {
    say("LOGS", "mbx-logs", "W3SVC2", 500);
    say("LOGS", "mbx-logs", "W3SVC2", 20);
    say("LOGS", "mbx-logs", "", 0);

    eventually(
        () ->
            server("LOGS", "MBX-LOGS")
                .statusCode(200)
                .body("site", equalTo("LOGS"))
                .body("server", equalTo("mbx-logs"))
                .body("logs.log", contains("", "W3SVC2"))
                .body("logs[1].kind", equalTo("BACK_END_IIS"))
                .body("logs[1].file", equalTo("u_ex261120.log"))
                .body("logs[1].lagBytes", equalTo(20))
                .body("logs[1].offset", equalTo(1_000))
                .body("logs[1].size", equalTo(1_020))
                .body("logs[1].clockSkewSeconds", equalTo(1.5f))
                .body("logs[1].seenAt", notNullValue()));
  }

  @Test
  void shouldShowWhatIsBoundWhateverOrderSnapshotsComeIn() {
    Instant later = TAKEN.plus(Duration.ofHours(2));
    var old = Servers.certificate("AA02", "mbx-other", TAKEN.plus(Duration.ofDays(1)));
    var renewed = Servers.certificate("BB02", "mbx-bound", IN_YEARS);
    show(
        Servers.inventory("BOUND", "mbx-bound", later, "BB02", old, renewed),
        Servers.inventory("BOUND", "mbx-bound", later.plusSeconds(60), "BB02", old, renewed),
        Servers.inventory("BOUND", "mbx-bound", TAKEN, "AA02", old));

    eventually(
        () ->
            server("BOUND", "mbx-bound")
                .statusCode(200)
                .body("snapshots", hasSize(1))
                .body("snapshots[0].origin", equalTo("INVENTORY"))
                .body("snapshots[0].takenAt", equalTo(later.toString()))
                .body("snapshots[0].lastTakenAt", equalTo(later.plusSeconds(60).toString()))
                .body("snapshots[0].fullName", equalTo("mbx-bound.contoso.test"))
                .body("snapshots[0].bindings[0].thumbprint", equalTo("BB02"))
                .body("snapshots[0].bindings[0].appId", equalTo(Servers.APP))
                .body("snapshots[0].iisSites[0].bindings", hasItem("https *:444:"))
                .body("snapshots[0].certificates.thumbprint", contains("AA02", "BB02"))
                .body("snapshots[0].certificates.namesServer", contains(false, true))
                .body("certificates.thumbprint", contains("BB02")));
  }
}
