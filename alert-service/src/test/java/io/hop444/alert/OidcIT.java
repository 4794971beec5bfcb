/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static io.hop444.alert.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import java.security.KeyPair;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tokens of a real issuer, good and bad. */
@Order(SharedAlert.WITH_TOKENS)
class OidcIT {

  private static final Map<String, Object> RESPONDER_IN_BERGEN =
      Map.of("groups", List.of("other", "hop444-responder"), "hop444_sites", List.of("BGO"));
  private static final Map<String, Object> VIEWER_EVERYWHERE =
      Map.of("groups", List.of("hop444-viewer"), "hop444_sites", "*");

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.withTokens();

  private static OidcIssuer issuer;

  @BeforeAll
  static void start() {
    issuer = SHARED.issuer();
    SHARED
        .wire()
        .send(
            Change.opened("in-bergen").at("BGO", "mbx-bgo"),
            Change.opened("in-turku").at("TKU", "mbx-tku"));
    SHARED.awaitState("in-bergen", "OPEN");
    SHARED.awaitState("in-turku", "OPEN");
  }

  private static Response get(String token, String path) {
    return SHARED.with(token).get(path);
  }

  @Test
  void shouldGiveTheRoleAndTheSitesOfTheClaims() {
    String token = issuer.token("anna", RESPONDER_IN_BERGEN);

    get(token, "/api/v1/incidents?limit=200").then().body("items.id", contains("in-bergen"));
    get(token, "/api/v1/incidents/in-turku").then().statusCode(404);
    get(token, "/api/v1/tokens").then().statusCode(403);
    SHARED
        .with(token)
        .contentType("application/json")
        .body("{\"comment\":\"mine\"}")
        .post("/api/v1/incidents/in-bergen/acknowledge")
        .then()
        .statusCode(200)
        .body("acknowledgedBy", equalTo("oidc:anna"));
    SHARED
        .admin()
        .get(
            "/api/v1/audit?actor=oidc:anna&revealed=false&subject=/api/v1/incidents/in-bergen/acknowledge")
        .then()
        .body("items.status", contains(200));
  }

  @Test
  void shouldLetAnIssuersAdminDoWhatTheTokenOfTheFileMay() {
    String token =
        issuer.token("root", Map.of("groups", "hop444-admin", "hop444_sites", List.of("*")));

    get(token, "/api/v1/tokens").then().statusCode(200);
    String ofOneSite =
        issuer.token("half", Map.of("groups", "hop444-admin", "hop444_sites", List.of("BGO")));
    get(ofOneSite, "/api/v1/tokens")
        .then()
        .statusCode(403)
        .body("detail", containsString("every site"));
  }

  @Test
  void shouldRefuseWhateverTheIssuerDidNotGiveForThisService() {
    KeyPair key = issuer.key("key-1");
    Map<String, Object> claims = issuer.claims("eve", VIEWER_EVERYWHERE);
    long now = Instant.now().getEpochSecond();
    Map<String, String> bad = new LinkedHashMap<>();
    bad.put("other key", OidcIssuer.signed("key-1", OidcIssuer.newKey(), claims));
    bad.put("unknown key", OidcIssuer.signed("key-9", OidcIssuer.newKey(), claims));
    bad.put("no signature", OidcIssuer.unsigned(claims));
    bad.put("public key as secret", OidcIssuer.signedWithPublicKeyAsSecret(key, claims));
    bad.put("other audience", with("aud", "another-application"));
    bad.put("no audience", with("aud", null));
    bad.put("other issuer", with("iss", "https://issuer.test"));
    bad.put("expired", with("exp", now - 60));
    bad.put("no expiry", with("exp", null));
    bad.put("changed", issuer.token("eve", VIEWER_EVERYWHERE).replaceFirst("\\.e", ".f"));
    bad.put("no token", "a.b.c");

    bad.forEach(
        (what, token) ->
            assertThat(get(token, "/api/v1/status").statusCode()).as(what).isEqualTo(401));
    get(issuer.token("eve", VIEWER_EVERYWHERE), "/api/v1/status").then().statusCode(200);
  }

  private static String with(String claim, Object value) {
    Map<String, Object> claims = issuer.claims("eve", VIEWER_EVERYWHERE);
    claims.put(claim, value);
    if (value == null) {
      claims.remove(claim);
    }
    return OidcIssuer.signed("key-1", issuer.key("key-1"), claims);
  }

  @Test
  void shouldShowNothingWithoutARoleOrASite() {
    get(
            issuer.token("bob", Map.of("groups", List.of("staff"), "hop444_sites", "*")),
            "/api/v1/status")
        .then()
        .statusCode(403)
        .body("detail", containsString("role"));
    get(issuer.token("bob", Map.of("groups", List.of("hop444-viewer"))), "/api/v1/status")
        .then()
        .statusCode(403)
        .body("detail", containsString("site"));
  }

  @Test
  void shouldEndTheFeedWhenTheTokenExpires() {
    long soon = Instant.now().plusSeconds(4).getEpochSecond();
    String token =
        issuer.token("anna", Map.of("groups", "hop444-viewer", "hop444_sites", "BGO", "exp", soon));

    try (FeedReader feed = FeedReader.of(SHARED.alert(), token, "", null)) {
      await().until(() -> feed.lines().contains(": alive"));
      await().until(feed::hasEnded);
    }

    assertThat(Instant.now().getEpochSecond()).isGreaterThanOrEqualTo(soon);
  }

  @Test
  void shouldLearnANewKeyOfTheIssuer() {
    KeyPair fresh = OidcIssuer.newKey();
    issuer.publish("key-2", fresh);

    String token = OidcIssuer.signed("key-2", fresh, issuer.claims("anna", VIEWER_EVERYWHERE));

    // Keys are asked for anew at most once in a while: another test's unknown key may have done so.
    await().until(() -> get(token, "/api/v1/status").statusCode() == 200);
  }
}
