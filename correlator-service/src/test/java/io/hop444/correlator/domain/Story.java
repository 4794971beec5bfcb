/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What stories of a back end are made of. All rows of failed handshakes are constructed. */
final class Story {

  static final Instant YEARS_LATER = Scene.TEN.plus(Duration.ofDays(900));
  static final String LIFECYCLE = "Microsoft-Windows-CertificateServicesClient-Lifecycle-System";
  static final List<String> GOOD = List.of("MBX01", "mbx01.contoso.test");

  private Story() {}

  static final Consumer<Scene> SENDS = s -> failures(s, "SendFailure");
  static final Consumer<Scene> REFUSALS = s -> failures(s, "TrustFailure");

  static void failures(Scene scene, String... statuses) {
    failures(scene, 605, statuses);
  }

  static void failures(Scene scene, double from, String... statuses) {
    String[] protocols = {"Owa", "Ews", "Mapi", "Eas"};
    for (int i = 0; i < 12; i++) {
      scene.failure(
          from + i * 7,
          "cas0" + (1 + i % 2),
          protocols[i % 4],
          statuses[i % statuses.length],
          "user" + i % 5);
    }
  }

  static void busy(Scene scene, double from, double to) {
    int i = 0;
    for (double at = from; at < to; at += 5, i++) {
      scene.success(at, "cas0" + (1 + i % 2), i % 3 == 0 ? "Owa" : "Ews");
    }
  }

  static Evidence.Snapshot singleAddress(Scene scene, double seconds) {
    scene.snapshot(seconds, true, good());
    return new Evidence.Snapshot(
        scene.sourceOfSnapshot(seconds),
        "mbx01.contoso.test",
        true,
        true,
        List.of(new Evidence.Binding("10.0.0.5:444", Scene.THUMBPRINT)),
        List.of("https 10.0.0.5:444:"),
        List.of(good()));
  }

  static Scene lifecycle(Scene scene, double seconds, int id) {
    return scene.event(seconds, LIFECYCLE, id, 0, Map.of("Thumbprint", Scene.THUMBPRINT));
  }

  static Evidence.StoredCertificate good() {
    return Scene.certificate(GOOD, YEARS_LATER);
  }

  static Evidence.StoredCertificate named(String... names) {
    return Scene.certificate(List.of(names), YEARS_LATER);
  }

  static Evidence.StoredCertificate keyless() {
    return changed(false, true);
  }

  static Evidence.StoredCertificate untrusted() {
    return changed(true, false);
  }

  static Evidence.StoredCertificate changed(boolean key, boolean trusted) {
    return new Evidence.StoredCertificate(
        Scene.THUMBPRINT,
        GOOD,
        Scene.TEN.minus(Duration.ofDays(1)),
        YEARS_LATER,
        key,
        trusted,
        null);
  }

  /** Each rule that a story of this table follows must stand in the operators' table. */
  static String documentedRow(Enum<?> name) throws IOException {
    return Files.readAllLines(Path.of("../docs/detection.md")).stream()
        .filter(line -> line.startsWith("| " + name + " |"))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not in docs/detection.md"));
  }
}
