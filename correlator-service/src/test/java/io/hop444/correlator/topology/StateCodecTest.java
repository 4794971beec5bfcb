/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hop444.correlator.domain.Chronicle;
import io.hop444.correlator.domain.Chronicler;
import io.hop444.correlator.domain.Evidence;
import io.hop444.correlator.domain.ProxiedOutcome;
import io.hop444.correlator.domain.ProxiedRow;
import io.hop444.correlator.domain.Source;
import io.hop444.correlator.domain.Thresholds;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateCodecTest {

  private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");

  private final StateCodec codec = new StateCodec(Thresholds.DEFAULT);

  /**
   * Where this fails the form has changed: count the version up, then write the new digest here.
   */
  @Test
  void shouldHaveAnotherVersionForEachForm() throws Exception {
    byte[] bytes = codec.encode(state());

    assertThat(bytes[0]).isEqualTo((byte) 14);
    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)))
        .isEqualTo("01d45ffc7f2c8874142856eaf5e92687683ff50d29746afdbe66abbfdc6e1fed");
  }

  @Test
  void shouldGiveBackWhatItWrote() {
    byte[] bytes = codec.encode(state());

    assertThat(codec.encode(codec.decode(bytes))).isEqualTo(bytes);
  }

  @Test
  void shouldSayWhatToDoAboutStateOfAnotherBuild() {
    byte[] bytes = codec.encode(state());
    bytes[0] = 12;

    assertThatThrownBy(() -> codec.decode(bytes))
        .isInstanceOf(UnreadableStateException.class)
        .hasMessageContaining("version 12")
        .hasMessageContaining("correlator.application-id");
  }

  /** With an incident, whose rows are constructed. */
  private static Chronicle state() {
    Chronicler chronicler = new Chronicler(Thresholds.DEFAULT);
    Chronicle chronicle = new Chronicle("mbx01");
    chronicler.observe(chronicle, row(0, ProxiedOutcome.REACHED));
    chronicler.observe(
        chronicle,
        new Evidence.WindowsEvent(
            source(Source.Kind.WINDOWS_EVENT, "mbx01", 1),
            "Microsoft-Windows-HttpEvent",
            15300,
            444,
            Map.of("Endpoint", "0.0.0.0:444"),
            null));
    for (int second = 2; second < 12; second++) {
      chronicler.observe(chronicle, row(second, ProxiedOutcome.NO_ANSWER));
    }
    return chronicle;
  }

  private static Evidence row(int second, ProxiedOutcome outcome) {
    Source source = source(Source.Kind.HTTP_PROXY, "cas01", second);
    return new ProxiedRow(
        source,
        "cas01",
        "mbx01",
        "mbx01.contoso.test",
        "Ews",
        outcome,
        outcome.provesTls() ? null : "SendFailure",
        false,
        "user" + second,
        "id-" + second,
        "/ews",
        null,
        Duration.ZERO);
  }

  private static Source source(Source.Kind kind, String server, int second) {
    return new Source(
        kind, "DUB", server, "DUB/" + server + "/log", second * 100L, TEN.plusSeconds(second), "t");
  }
}
