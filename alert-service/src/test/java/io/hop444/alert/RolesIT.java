/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may do what, and that nobody else may anything. */
@Order(SharedAlert.WITH_TOKENS)
class RolesIT {

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.withTokens();

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
          .baseUri(SHARED.alert().address())
          .urlEncodingEnabled(false)
          .header("Authorization", "Bearer hop444_wrong")
          .get(path)
          .then()
          .statusCode(401)
          .contentType("application/problem+json")
          .header("WWW-Authenticate", containsString("Bearer"))
          .body("detail", containsString("Bearer"));
    }
    given().baseUri(SHARED.alert().address()).get("/api/v1/incidents").then().statusCode(401);
    assertThat(SHARED.alert().statusOf("/q/health")).isEqualTo(200);
    assertThat(SHARED.alert().statusOf("/q/metrics")).isEqualTo(200);
    assertThat(SHARED.alert().statusOf("/q/openapi")).isEqualTo(200);
  }

  @Test
  void shouldKeepOfATokenNothingButItsHash() throws Exception {
    String token = SHARED.token("hashed", "viewer");
    Sql sql = new Sql(SHARED.database());

    assertThat(sql.value("select encode(sha256, 'hex') from api_tokens where name = 'hashed'"))
        .isEqualTo(
            HexFormat.of()
                .formatHex(
                    MessageDigest.getInstance("SHA-256")
                        .digest(token.getBytes(StandardCharsets.UTF_8))));
    for (String table : List.of("api_tokens", "audit", "idempotency_keys")) {
      assertThat(
              sql.value(
                  "select count(*) from %1$s t where t::text like '%%%2$s%%'"
                      .formatted(table, token)))
          .as(table)
          .isEqualTo("0");
    }
    assertThat(token).matches("hop444_[A-Za-z0-9_-]{43}").isNotEqualTo(SHARED.token("b", "viewer"));
  }

  @Test
  void shouldLetEachRoleDoItsOwn() {
    String viewer = SHARED.token("eve", "viewer");
    String responder = SHARED.token("rob", "responder");
    SHARED.wire().send(Change.opened("roles"));
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

    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(SHARED.alert().tokenFile())))
        .isEqualTo("rw-------");
    assertThat(SHARED.alert().log()).doesNotContain(SHARED.alert().token());
    answer
        .then()
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer")
        .header("Content-Security-Policy", containsString("frame-ancestors 'none'"));
  }
}
