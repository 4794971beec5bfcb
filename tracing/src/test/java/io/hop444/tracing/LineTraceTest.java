/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineTraceTest {

  private static final String FILE = "DUB/CAS01/HttpProxy/Ews/HttpProxy_2026112010-1.LOG";

  /** {@code printf 'DUB\ncas01\nDUB/CAS01/...\n4711' | sha256sum | cut -c1-48}. */
  private static final String BY_HAND = "d8e47cfca18eefe1fb66acfed90f16e8656444567342ef65";

  @Test
  void shouldBeWhatOneComputesByHand() {
    TraceParent line = LineTrace.of("DUB", "cas01", FILE, 4711);

    assertThat(line.traceId() + line.spanId()).isEqualTo(BY_HAND);
    assertThat(line.sampled()).isTrue();
    assertThat(TraceParent.parse(line.toString())).isEqualTo(line);
  }

  @Test
  void shouldTellLinesApart() {
    TraceParent line = LineTrace.of("DUB", "cas01", FILE, 4711);

    assertThat(line)
        .isEqualTo(LineTrace.of("DUB", "cas01", FILE, 4711))
        .isNotEqualTo(LineTrace.of("DUB", "cas01", FILE, 471))
        .isNotEqualTo(LineTrace.of("DUB", "cas01", FILE + "#2", 4711))
        .isNotEqualTo(LineTrace.of("DUB", "cas02", FILE, 4711))
        .isNotEqualTo(LineTrace.of("OSL", "cas01", FILE, 4711));
  }

  @Test
  void shouldNameASpanByWhatIsDone() {
    assertThat(LineTrace.spanId("store", "inc-1", "3"))
        .matches("[0-9a-f]{16}")
        .isEqualTo(LineTrace.spanId("store", "inc-1", "3"))
        .isNotEqualTo(LineTrace.spanId("store", "inc-1", "4"));
  }
}
