/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hop444.localstack.LocalStack;
import io.hop444.localstack.Loopback;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} between commit and send, and between send and note; and restarts under the feed.
 */
class KillIT {

  private static final Duration SOON = Duration.ofSeconds(40);

  @TempDir Path directory;

  private static long pending(AlertProcess alert) {
    return given()
        .baseUri(alert.address())
        .header("Authorization", "Bearer " + alert.token())
        .get("/api/v1/status")
        .jsonPath()
        .getLong("counts.pendingDeliveries");
  }

  @Test
  void shouldSendAfterRestartWhatWasCommittedBeforeTheKill() {
    int port = Loopback.freePort();
    Map<String, String> settings = AlertProcess.settings(LocalStack.freshDatabase());
    settings.putAll(Receiver.settings(port));
    try (Wire wire = Wire.connect();
        AlertProcess alert = AlertProcess.started(settings, directory)) {
      wire.send(Change.opened("unsent"), Change.resolved("unsent", 2));
      await().atMost(SOON).until(() -> pending(alert) == 2);
      alert.kill();

      try (Receiver receiver = Receiver.start(port)) {
        alert.start();

        await().atMost(SOON).until(() -> receiver.of("unsent").size() == 2);
        assertThat(receiver.of("unsent"))
            .extracting(Receiver.Got::type)
            .isEqualTo(List.of("incident.opened", "incident.resolved"));
      }
    }
  }

  @Test
  void shouldRepeatTheSameIdWhenKilledBeforeTheOutcomeWasNoted() {
    CountDownLatch never = new CountDownLatch(1);
    try (Wire wire = Wire.connect();
        Receiver receiver = Receiver.start()) {
      Map<String, String> settings = AlertProcess.settings(LocalStack.freshDatabase());
      settings.putAll(receiver.settings());
      settings.put("alert.webhook.timeout", "3s");
      try (AlertProcess alert = AlertProcess.started(settings, directory);
          FeedReader before = FeedReader.fromNow(alert)) {
        await().atMost(SOON).until(() -> !before.lines().isEmpty());
        receiver.answerNext(new Receiver.Answer(204, Map.of(), () -> Receiver.await(never)));
        wire.send(Change.opened("in-flight"));
        await().atMost(SOON).until(() -> receiver.of("in-flight").size() == 1);
        await().atMost(SOON).until(() -> before.types().size() == 1);
        alert.kill();
        wire.send(Change.resolved("in-flight", 2));

        alert.start();

        try (FeedReader after = FeedReader.after(alert, before.ids().get(0))) {
          await().atMost(SOON).until(() -> receiver.of("in-flight").size() == 3);
          List<Receiver.Got> got = receiver.of("in-flight");
          assertThat(got.get(1).webhookId()).isEqualTo(got.get(0).webhookId());
          assertThat(got.get(1).body()).isEqualTo(got.get(0).body());
          assertThat(got).allMatch(Receiver.Got::signatureHolds);
          assertThat(got.get(2).type()).isEqualTo("incident.resolved");
          await().atMost(SOON).until(() -> !after.types().isEmpty());
          assertThat(after.types()).containsExactly("incident.resolved");
          assertThat(after.data()).containsExactly(got.get(2).body());
        }
      }
    } finally {
      never.countDown();
    }
  }

  @Test
  void shouldFeedAllAfterZeroAndNothingTwiceAcrossRestarts() {
    Map<String, String> settings = AlertProcess.settings(LocalStack.freshDatabase());
    try (Wire wire = Wire.connect();
        AlertProcess alert = AlertProcess.started(settings, directory)) {
      for (int i = 0; i < 450; i++) {
        wire.send(Change.opened("many-" + i));
      }
      try (FeedReader all = FeedReader.after(alert, "0")) {
        await().atMost(SOON).until(() -> all.ids().size() >= 450);
        alert.stop();
        alert.start();
        wire.send(Change.opened("many-450"));

        try (FeedReader rest = FeedReader.after(alert, all.ids().get(399))) {
          await().atMost(SOON).until(() -> rest.ids().size() >= 51);
          assertThat(all.ids()).doesNotHaveDuplicates().hasSize(450);
          assertThat(rest.ids().subList(0, 50)).isEqualTo(all.ids().subList(400, 450));
          assertThat(rest.data().get(50)).contains("many-450");
        }
      }
    }
  }
}
