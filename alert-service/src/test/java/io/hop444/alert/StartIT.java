/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.localstack.LocalStack;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that must not be. */
@Order(SharedAlert.OF_THEIR_OWN)
class StartIT {

  @TempDir Path directory;

  @Test
  void shouldRefuseTokensOfAnIssuerWithoutAnAudience() {
    Map<String, String> settings = AlertProcess.settings(LocalStack.freshDatabase());
    settings.put("quarkus.oidc.tenant-enabled", "true");
    settings.put("quarkus.oidc.auth-server-url", "http://127.0.0.1:1");
    settings.put("quarkus.oidc.token.audience", "any");

    try (AlertProcess alert = AlertProcess.launched(settings, directory)) {
      assertThat(alert.awaitEnd()).isNotZero();
      assertThat(alert.log()).contains("quarkus.oidc.token.audience");
    }
  }

  /** With the port of a replica that runs, and without Kafka. */
  @Test
  void shouldMakeTheTablesAndTouchNothingElse() throws Exception {
    Path token = directory.resolve("admin-token-of-the-service");
    try (ServerSocket replica = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<String, String> settings = AlertProcess.settings(LocalStack.freshDatabase());
      settings.put("alert.migrate-only", "true");
      settings.put("kafka.bootstrap.servers", "kafka.invalid:9092");
      settings.put("alert.admin-token-file", token.toString());
      settings.put("quarkus.http.port", Integer.toString(replica.getLocalPort()));

      try (AlertProcess alert = AlertProcess.launched(settings, directory)) {
        assertThat(alert.awaitEnd()).as(alert.log()).isZero();
        assertThat(alert.log())
            .contains("Database is ready.")
            .doesNotContain("SRMSG", "Kafka", "Notifications are sent", "http://");
      }
    }
    assertThat(token).doesNotExist();
  }

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
  void shouldStopTheStartWithTheLineOfAWrongRoute() {
    Path routes = Path.of("src/test/resources/routes/bad-unknown-key.yaml");
    Map<String, String> settings = AlertProcess.settings(LocalStack.freshDatabase());
    settings.put("alert.routes-file", routes.toString());

    try (AlertProcess alert = AlertProcess.launched(settings, directory)) {
      assertThat(alert.awaitEnd()).isNotZero();
      assertThat(alert.log()).contains(routes + ":4: route.tragets is not known");
    }
  }
}
