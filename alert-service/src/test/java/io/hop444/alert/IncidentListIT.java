/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static io.hop444.alert.Patience.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Incidents in the list and alone: their fields, pages and filters. */
@Order(SharedAlert.WITH_TOKENS)
class IncidentListIT {

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.withTokens();

  @Test
  void shouldShowEveryFieldOfTheContract() {
    SHARED.wire().send(Change.opened("fields").at("LON", "mbx-fields"));
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
  void shouldAnswerPagesThatNeitherMissNorRepeat() {
    for (int i = 0; i < 7; i++) {
      SHARED
          .wire()
          .send(
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
    SHARED
        .wire()
        .send(
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
}
