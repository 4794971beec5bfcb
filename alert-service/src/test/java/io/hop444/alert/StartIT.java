/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hop444.localstack.LocalStack;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wrong settings, a given token, a demonstration without tokens, slow clients. */
class StartIT {

  private static final Duration SOON = Duration.ofSeconds(40);

  @TempDir Path directory;

  @Test
  void shouldStopTheStartWithTheKeyOfAWrongSetting() {
    Map<String, String> settings = AlertProcess.settings(LocalStack.freshDatabase());
    settings.put("alert.webhook.ulr", "http://127.0.0.1/");

    try (AlertProcess alert = AlertProcess.launched(settings, directory)) {
      assertThat(alert.awaitEnd()).isNotZero();
      assertThat(alert.log()).contains("alert.webhook.ulr");
    }
  }

  @Test
  void shouldLetOnlyLoopbackReadWithoutTokenAndCutSlowClients() throws Exception {
    String given = "a-token-that-was-there-before";
    Map<String, String> settings = AlertProcess.settings(LocalStack.freshDatabase());
    settings.put("alert.anonymous-viewer", "true");
    settings.put("alert.feed.client-queue", "10");
    Files.writeString(directory.resolve("admin-token"), given + "\n");
    try (Wire wire = Wire.connect();
        AlertProcess alert = AlertProcess.started(settings, directory);
        Socket slow = new Socket()) {
      assertThat(alert.token()).isEqualTo(given);
      anonymous(alert).get("/api/v1/incidents").then().statusCode(200);
      anonymous(alert)
          .header("Host", "rebound.test")
          .get("/api/v1/incidents")
          .then()
          .statusCode(401);
      anonymous(alert).post("/api/v1/targets/default/enable").then().statusCode(401);
      anonymous(alert)
          .header("Authorization", "Bearer wrong")
          .get("/api/v1/incidents")
          .then()
          .statusCode(401);
      anonymous(alert)
          .header("Authorization", "bearer " + given)
          .post("/api/v1/targets/none/enable")
          .then()
          .statusCode(404);

      slow.setReceiveBufferSize(4_096);
      slow.connect(
          new InetSocketAddress(
              InetAddress.getLoopbackAddress(), URI.create(alert.address()).getPort()));
      slow.getOutputStream()
          .write(
              "GET /api/v1/feed HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(slow.getInputStream().read()).isEqualTo('H');
      for (int i = 0; i < 500; i++) {
        wire.send(Change.opened("slow-" + i).evidence(12, "x".repeat(2_000)));
      }
      await()
          .atMost(SOON)
          .until(
              () ->
                  anonymous(alert)
                      .get("/q/metrics")
                      .asString()
                      .contains("alert_feed_clients_cut_total 1.0"));
    }
  }

  private static io.restassured.specification.RequestSpecification anonymous(AlertProcess alert) {
    return given().baseUri(alert.address());
  }
}
