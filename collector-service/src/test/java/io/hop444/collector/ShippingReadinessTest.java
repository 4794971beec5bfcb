/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hop444.collector.decode.ReaderSettings;
import io.hop444.collector.file.CheckpointFile;
import io.hop444.collector.file.EstateTailer;
import io.hop444.collector.file.LogState;
import io.hop444.collector.file.TailerSettings;
import io.hop444.collector.kafka.RecordShipper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippingReadinessTest {

  @TempDir Path folder;

  private static LogState log(String name, int waitingSeconds) {
    return new LogState(
        "DUB",
        "mbx07",
        name,
        10,
        20,
        10,
        Duration.ZERO,
        null,
        Duration.ofSeconds(waitingSeconds),
        null);
  }

  @Test
  void shouldNameTheLogThatIsStalledLongest() {
    List<LogState> logs = List.of(log("W3SVC1", 50), log("W3SVC2", 90), log("HTTPERR", 3));

    assertThat(ShippingReadiness.stalled(logs))
        .hasValueSatisfying(
            reason ->
                assertThat(reason)
                    .contains("DUB/mbx07/W3SVC2", "10 bytes", "90 s", "stalled logs: 2"));
  }

  @Test
  void shouldBeReadyWhileNoLogIsStalled() {
    assertThat(ShippingReadiness.stalled(List.of(log("W3SVC1", 45)))).isEmpty();
  }

  @Test
  void shouldNotBeReadyBeforeKafkaAndTheEstateAreThere() throws Exception {
    InstantSource clock = InstantSource.system();
    Path estate = folder.resolve("estate");
    ReaderSettings reader = ReaderSettings.forReplay(clock);
    TailerSettings settings =
        new TailerSettings("c1", estate, Instant.MIN, Duration.ZERO, 1 << 20, site -> reader);
    RecordShipper shipper = new RecordShipper(Map.of(), clock);
    EstateTailer tailer =
        new EstateTailer(settings, shipper, new CheckpointFile(folder.resolve("data")), clock);

    tailer.round();
    Optional<String> withoutKafka = ShippingReadiness.trouble(shipper, tailer);
    shipper.connected();
    Optional<String> withoutEstate = ShippingReadiness.trouble(shipper, tailer);
    Files.createDirectory(estate);
    // A listing that took long is not repeated at once.
    await()
        .until(
            () -> {
              tailer.round();
              return tailer.unlistable() == null;
            });
    Optional<String> withBoth = ShippingReadiness.trouble(shipper, tailer);

    assertThat(withoutKafka).hasValue("Kafka was not reached yet");
    assertThat(withoutEstate).hasValueSatisfying(why -> assertThat(why).contains("estate"));
    assertThat(withBoth).isEmpty();
  }
}
