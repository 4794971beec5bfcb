/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import io.hop444.collector.decode.ReaderSettings;
import io.hop444.wire.LogGap;
import io.hop444.wire.ReadProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;

/** An estate that is followed with a clock and an acknowledging Kafka in the hands of the test. */
abstract class FollowedEstate {

  static final String HEADER = "#Fields: date time cs-uri-stem s-port sc-status\n";

  @TempDir Path folder;
  final FakeShipping shipping = new FakeShipping();
  Instant now = Instant.parse("2026-11-20T10:00:00Z");
  Duration listEvery = Duration.ZERO;
  EstateTailer tailer;

  Path log() {
    return folder.resolve("estate/DUB/CAS01/W3SVC1/u_ex261120.log");
  }

  void start(boolean fromEnd) throws IOException {
    Files.createDirectories(log().getParent());
    follow(fromEnd);
  }

  void follow(boolean fromEnd) throws IOException {
    follow(fromEnd ? Instant.MAX : Instant.MIN, shipping);
  }

  void follow(Instant readSince, Shipping to) throws IOException {
    ReaderSettings reader = ReaderSettings.forReplay(() -> now);
    tailer =
        new EstateTailer(
            new TailerSettings(
                "c1", folder.resolve("estate"), readSince, listEvery, 1 << 20, site -> reader),
            to,
            new CheckpointFile(folder.resolve("data"), false),
            () -> now);
  }

  void rounds() {
    for (int i = 0; i < 4; i++) {
      now = now.plusSeconds(2);
      tailer.round();
    }
  }

  void roundsAndAcknowledge() {
    rounds();
    shipping.acknowledgeAll();
    rounds();
  }

  static String row(String stem) {
    return "2026-11-20 10:05:02 /owa/" + stem + " 443 200\n";
  }

  static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  List<LogGap> gaps() {
    return shipping.of(ReadProgress.class).stream()
        .map(ReadProgress::getGap)
        .filter(Objects::nonNull)
        .toList();
  }
}
