/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TraceParentTest {

  /** The example of W3C Trace Context. */
  private static final String EXAMPLE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @Test
  void shouldReadWhatItWrites() {
    TraceParent read = TraceParent.parse(EXAMPLE);

    assertThat(read)
        .isEqualTo(new TraceParent("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", true));
    assertThat(read).hasToString(EXAMPLE);
    assertThat(TraceParent.parse(read.toBytes())).isEqualTo(read);
    assertThat(TraceParent.parse(EXAMPLE.replace("-01", "-00")).sampled()).isFalse();
  }

  @Test
  void shouldReadTheFirstPartsOfLaterVersions() {
    assertThat(TraceParent.parse(EXAMPLE.replaceFirst("00", "cc") + "-more"))
        .isEqualTo(TraceParent.parse(EXAMPLE));
  }

  @Test
  void shouldTakeNothingElse() {
    for (String wrong :
        new String[] {
          "",
          "x",
          EXAMPLE + "-more",
          EXAMPLE + "\r\nx: y",
          EXAMPLE.toUpperCase(java.util.Locale.ROOT),
          EXAMPLE.replaceFirst("00", "ff"),
          EXAMPLE.replace("4bf92f3577b34da6a3ce929d0e0e4736", "0".repeat(32)),
          EXAMPLE.replace("00f067aa0ba902b7", "0".repeat(16)),
          "cc" + EXAMPLE.substring(2) + "-" + "x".repeat(1_000)
        }) {
      assertThat(TraceParent.parse(wrong.getBytes(StandardCharsets.UTF_8))).as(wrong).isNull();
    }
    assertThat(TraceParent.parse((byte[]) null)).isNull();
    assertThat(TraceParent.parse((String) null)).isNull();
  }
}
