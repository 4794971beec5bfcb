/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static io.hop444.alert.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.localstack.LocalStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two services on one database; one of them is killed. */
@Order(SharedAlert.OF_THEIR_OWN + 3)
class ReplicasIT {

  private static final int CHANGES = 400;

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.none();

  @TempDir static Path directory;

  private static AlertProcess first;
  private static AlertProcess second;

  @BeforeAll
  static void start() throws Exception {
    Map<String, String> settings = AlertProcess.settings(LocalStack.freshDatabase());
    settings.put("alert.admin-token-file", directory.resolve("admin-token").toString());
    Files.writeString(directory.resolve("admin-token"), SharedAlert.GIVEN_TOKEN + "\n");
    first = AlertProcess.launched(settings, Files.createDirectory(directory.resolve("first")));
    second = AlertProcess.launched(settings, Files.createDirectory(directory.resolve("second")));
    first.awaitReady();
    second.awaitReady();
  }

  @AfterAll
  static void stop() {
    first.close();
    second.close();
  }

  @Test
  void shouldResumeAtAnotherReplicaWithNothingMissedOrDoubled() {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < CHANGES; i++) {
      changes.add(Change.opened("replica-" + i).at("REP", "mbx-r" + i));
    }
    List<String> sse;
    List<String> socket;
    try (FeedReader stream = FeedReader.of(first, SharedAlert.GIVEN_TOKEN, "", "0");
        SocketReader web = SocketReader.of(first, SharedAlert.GIVEN_TOKEN, "?after=0")) {
      SHARED.wire().sendAll(changes);
      await().until(() -> stream.ids().size() > 20 && web.ids().size() > 20);
      first.kill();
      await().until(() -> stream.hasEnded() && web.hasEnded());
      sse = new ArrayList<>(stream.ids());
      socket = new ArrayList<>(web.ids());
    }

    try (FeedReader stream =
            FeedReader.of(second, SharedAlert.GIVEN_TOKEN, "", sse.get(sse.size() - 1));
        SocketReader web =
            SocketReader.of(
                second, SharedAlert.GIVEN_TOKEN, "?after=" + socket.get(socket.size() - 1));
        FeedReader all = FeedReader.of(second, SharedAlert.GIVEN_TOKEN, "", "0")) {
      await().until(() -> all.ids().size() == CHANGES);
      await().until(() -> sse.size() + stream.ids().size() >= CHANGES);
      await().until(() -> socket.size() + web.ids().size() >= CHANGES);
      sse.addAll(stream.ids());
      socket.addAll(web.ids());

      assertThat(sse).isEqualTo(all.ids());
      assertThat(socket).isEqualTo(all.ids());
    }
  }
}
