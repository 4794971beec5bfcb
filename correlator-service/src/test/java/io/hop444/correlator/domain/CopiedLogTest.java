/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A log that lies beside its copy. Rows of failed handshakes are constructed. */
class CopiedLogTest {

  private final Scene scene = new Scene();

  @Test
  void shouldCountARequestOnceThoughTwoFilesHaveIt() {
    scene.success(0, "cas01", "Owa").httpSys(60, 15300, 444);
    for (int i = 0; i < 10; i++) {
      ProxiedRow row =
          scene.row(61 + i, "cas01", i % 2 == 0 ? "Owa" : "Ews", "SendFailure", "anna");
      scene.tell(row).tell(copy(row));
    }
    scene.end(600);

    assertThat(scene.incident().orElseThrow().impact().failedRequests()).isEqualTo(10);
  }

  /** Three are a persistent failure, one that is read three times is not. */
  @Test
  void shouldNotTakeOneFailureForSeveral() {
    ProxiedRow row = scene.row(60, "cas01", "Owa", "SendFailure", "anna");
    ProxiedRow other = scene.row(61, "cas02", "Ews", "SendFailure", "anna");
    scene.tell(row).tell(other).tell(copy(row)).tell(copy(other)).end(600);

    assertThat(scene.incident()).isEmpty();
  }

  private static ProxiedRow copy(ProxiedRow row) {
    Source source = row.source();
    return new ProxiedRow(
        new Source(
            source.kind(),
            source.site(),
            source.server(),
            source.file().replace(".LOG", " - Copy.LOG"),
            source.offset(),
            source.time(),
            source.text()),
        row.frontEnd(),
        row.backEnd(),
        row.targetHost(),
        row.protocol(),
        row.outcome(),
        row.failure(),
        row.probe(),
        row.user(),
        row.requestId(),
        row.stem(),
        row.begunAt(),
        row.ahead());
  }
}
