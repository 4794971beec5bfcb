/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.blankOrNullString;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What browsers may do, and how often anybody may ask. */
@Order(SharedAlert.WITH_TOKENS)
class BrowserRulesIT {

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.withTokens();

  private static RequestSpecification from(String origin) {
    return SHARED.admin().header("Origin", origin);
  }

  @Test
  void shouldRefuseCallsOfForeignPages() {
    for (String origin :
        List.of("https://evil.test", "null", "http://127.0.0.1", "not an origin", "http://")) {
      from(origin)
          .get("/api/v1/status")
          .then()
          .statusCode(403)
          .contentType("application/problem+json")
          .header("Access-Control-Allow-Origin", nullValue())
          .body("detail", containsString("alert.http.origins"));
    }
    from("https://evil.test")
        .header("Access-Control-Request-Method", "POST")
        .options("/api/v1/tokens")
        .then()
        .statusCode(403);
    SHARED
        .admin()
        .header("Sec-Fetch-Site", "cross-site")
        .contentType("application/json")
        .body("{}")
        .post("/api/v1/tokens")
        .then()
        .statusCode(403);
  }

  @Test
  void shouldAnswerPagesOfItsOwnAndOfTheListedOrigins() {
    from(SHARED.alert().address())
        .get("/api/v1/status")
        .then()
        .statusCode(200)
        .header("Access-Control-Allow-Origin", nullValue());
    from(SharedAlert.LISTED_ORIGIN)
        .get("/api/v1/status")
        .then()
        .statusCode(200)
        .header("Access-Control-Allow-Origin", SharedAlert.LISTED_ORIGIN)
        .header("Vary", containsString("Origin"));
    SHARED
        .anybody()
        .header("Origin", SharedAlert.LISTED_ORIGIN)
        .header("Access-Control-Request-Method", "POST")
        .header("Access-Control-Request-Headers", "authorization")
        .options("/api/v1/tokens")
        .then()
        .statusCode(204)
        .header("Access-Control-Allow-Methods", containsString("POST"))
        .header("Access-Control-Allow-Headers", containsString("Authorization"))
        .header("Access-Control-Allow-Credentials", nullValue())
        .body(blankOrNullString());
  }

  @Test
  void shouldSendSecurityHeadersWithEveryAnswer() {
    for (Response answer :
        List.of(
            SHARED.anybody().get("/"),
            SHARED.admin().get("/api/v1/status"),
            SHARED.anybody().get("/api/v1/status"),
            SHARED.admin().get("/api/v1/nothing"),
            SHARED.anybody().get("/nothing"))) {
      answer
          .then()
          .header("X-Content-Type-Options", "nosniff")
          .header("X-Frame-Options", "DENY")
          .header("Referrer-Policy", "no-referrer")
          .header("Permissions-Policy", containsString("camera=()"))
          .header(
              "Content-Security-Policy",
              "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
                  + " object-src 'none'; connect-src 'self' "
                  + SHARED.issuer().address())
          .header("Strict-Transport-Security", nullValue());
    }
    SHARED.admin().get("/api/v1/status").then().header("Cache-Control", "no-store");
  }

  @Test
  void shouldAnswer429ToACallerThatAsksTooOftenAndToNobodyElse() {
    String eager = SHARED.token("eager", "viewer");
    Response last = SHARED.with(eager).get("/api/v1/none");
    for (int i = 0; i < SharedAlert.CALLS_AT_ONCE + 2_000 && last.statusCode() != 429; i++) {
      last = SHARED.with(eager).get("/api/v1/none");
    }

    last.then()
        .statusCode(429)
        .contentType("application/problem+json")
        .header("Retry-After", matchesPattern("[1-9][0-9]*"))
        .body("status", equalTo(429));
    SHARED.admin().get("/api/v1/status").then().statusCode(200);
    assertThat(SHARED.anybody().get("/q/metrics").asString())
        .containsPattern("alert_calls_limited_total [1-9]");
  }
}
