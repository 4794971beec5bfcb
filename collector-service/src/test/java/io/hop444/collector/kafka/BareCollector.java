/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.kafka;

import io.hop444.collector.decode.ReaderSettings;
import io.hop444.collector.file.CheckpointFile;
import io.hop444.collector.file.EstateTailer;
import io.hop444.collector.file.TailerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * The tailer and the shipper as a process of their own, without Quarkus: it is killed often, and
 * its start takes a second.
 */
final class BareCollector {

  private BareCollector() {}

  /** Starts one: {@code bootstrapServers estate data}. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    InstantSource clock = InstantSource.system();
    Map<String, Object> client = Map.of("bootstrap.servers", arguments[0]);
    RecordShipper shipper = new RecordShipper(client, clock);
    ReaderSettings reader = ReaderSettings.forReplay(clock);
    EstateTailer tailer =
        new EstateTailer(
            new TailerSettings(
                "c1",
                Path.of(arguments[1]),
                Instant.MIN,
                Duration.ofMillis(50),
                1 << 20,
                site -> reader),
            shipper,
            new CheckpointFile(Path.of(arguments[2])),
            clock);
    new KafkaConnection(client, (short) -1).await();
    shipper.connected();
    while (true) {
      if (!tailer.round()) {
        LockSupport.parkNanos(10_000_000);
      }
    }
  }

  /** A process that runs this class with the class path of the test. */
  static Process start(String bootstrapServers, Path estate, Path data) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx96m",
                "-cp",
                System.getProperty("java.class.path"),
                BareCollector.class.getName(),
                bootstrapServers,
                estate.toString(),
                data.toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
