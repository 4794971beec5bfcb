/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SnapshotFactsTest {

  @Test
  void shouldTakeTheEntryThatHttpSysTakesForFrontEnds() {
    assertThat(boundOf("0.0.0.0:444", "[::]:444")).isEqualTo("0.0.0.0:444");
    assertThat(boundOf("[::]:444", "0.0.0.0:444")).isEqualTo("0.0.0.0:444");
    assertThat(boundOf("0.0.0.0:444", "10.1.2.3:444")).isEqualTo("10.1.2.3:444");
    assertThat(boundOf("0.0.0.0:444", "mbx01.contoso.test:444"))
        .isEqualTo("mbx01.contoso.test:444");
    assertThat(boundOf("0.0.0.0:444", "other.contoso.test:444")).isEqualTo("0.0.0.0:444");
    assertThat(boundOf("0.0.0.0:443", "[::]:444")).isEqualTo("[::]:444");
  }

  @Test
  void shouldNotTakeAnEntryThatFrontEndsNeverMeet() {
    assertThat(boundOf("127.0.0.1:444", "0.0.0.0:444")).isEqualTo("0.0.0.0:444");
    assertThat(boundOf("127.0.0.1:444", "[::1]:444", "localhost:444")).isNull();
    assertThat(boundOf("0.0.0.0:1444", "0.0.0.0:443")).isNull();
  }

  /** The thumbprint of each entry is its endpoint here. */
  private static String boundOf(String... endpoints) {
    Scene scene = new Scene();
    return SnapshotFacts.of(
            new Evidence.Snapshot(
                scene.sourceOfSnapshot(0),
                "mbx01.contoso.test",
                true,
                true,
                Stream.of(endpoints).map(each -> new Evidence.Binding(each, each)).toList(),
                List.of("https *:444:"),
                List.of(Scene.certificate(List.of("mbx01"), Scene.TEN.plus(Duration.ofDays(9))))))
        .thumbprint();
  }
}
