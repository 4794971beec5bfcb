/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.correlator.domain.Evidence.FrontEndSignal.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Front ends refuse several back ends at once, and what their Schannel says of it names none. Rows
 * of refused certificates are constructed.
 */
class SaidCauseTest {

  private static final int ESTATES = 40;
  private static final int BROKEN_FROM = 600;

  private final Scene scene = new Scene();

  @ParameterizedTest
  @CsvSource({
    "SAYS_EXPIRED, SAYS_UNTRUSTED, EXPIRED",
    "SAYS_UNTRUSTED, SAYS_EXPIRED, UNTRUSTED",
    "SAYS_EXPIRED, SAYS_EXPIRED, EXPIRED",
    "SAYS_UNTRUSTED, , UNTRUSTED",
    ", SAYS_EXPIRED, CERTIFICATE_REJECTED",
    ", SAYS_UNTRUSTED, CERTIFICATE_REJECTED",
  })
  void shouldNameWhatIsSaidBesideItsOwnRefusals(Kind ofItsOwn, Kind ofAnother, Cause cause) {
    for (int seed = 0; seed < ESTATES; seed++) {
      Estate estate = new Estate(seed, 1);

      estate.refuse(ofItsOwn, ofAnother, event -> event - 0.003);

      assertThat(estate.cause()).as("seed %d", seed).isEqualTo(cause);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SAYS_EXPIRED, SAYS_UNTRUSTED, EXPIRED",
    ", SAYS_EXPIRED, CERTIFICATE_REJECTED",
  })
  void shouldNameItWhereTimesOfEventsAreCutToSeconds(Kind ofItsOwn, Kind ofAnother, Cause cause) {
    for (int seed = 0; seed < ESTATES; seed++) {
      Estate estate = new Estate(seed, 1);

      estate.refuse(ofItsOwn, ofAnother, Math::floor);

      assertThat(estate.cause()).as("seed %d", seed).isEqualTo(cause);
    }
  }

  @Test
  void shouldNameItWhereOneOfThreeEventsIsWritten() {
    int named = 0;
    for (int seed = 0; seed < ESTATES; seed++) {
      Estate estate = new Estate(seed, 1.0 / 3);

      estate.refuse(Kind.SAYS_EXPIRED, Kind.SAYS_UNTRUSTED, event -> event - 0.003);

      assertThat(estate.cause()).as("seed %d", seed).isNotEqualTo(Cause.UNTRUSTED);
      named += estate.cause() == Cause.EXPIRED ? 1 : 0;
    }

    assertThat(named).isEqualTo(ESTATES);
  }

  @Test
  void shouldNameItWhereAllAreRefusedForTheSameCauseManyTimesASecond() {
    for (double at = BROKEN_FROM; at < BROKEN_FROM + 90; at += 0.25) {
      said(at - 0.003, "cas01", Kind.SAYS_UNTRUSTED);
      if ((int) (at * 4) % 4 == 0) {
        scene.failure(at, "cas01", "Owa", "TrustFailure");
      } else {
        refusesAnother(at, "cas01");
      }
    }

    assertThat(scene.incident().orElseThrow().cause()).isEqualTo(Cause.UNTRUSTED);
  }

  @Test
  void shouldTakeWhatIsSaidNearbyWhereNoOtherBackEndIsRefused() {
    said(BROKEN_FROM + 17, "cas01", Kind.SAYS_EXPIRED);
    refused(BROKEN_FROM, BROKEN_FROM + 120);

    assertThat(scene.incident().orElseThrow().cause()).isEqualTo(Cause.EXPIRED);
  }

  /** Earlier events tell it, though the last one is too young to. */
  @Test
  void shouldKeepWhatIsSaidAgainAndAgainWhereNoOtherBackEndIsRefused() {
    for (int second = BROKEN_FROM; second < BROKEN_FROM + 300; second += 20) {
      scene.failure(second, "cas01", "Owa", "TrustFailure");
      said(second + 9, "cas01", Kind.SAYS_EXPIRED);
    }

    assertThat(scene.incident().orElseThrow().cause()).isEqualTo(Cause.EXPIRED);
  }

  @Test
  void shouldNotTakeTheFirstEventOfAnotherBackEndForItsOwn() {
    refused(BROKEN_FROM, BROKEN_FROM + 121);
    assertThat(scene.incident().orElseThrow().cause()).isEqualTo(Cause.CERTIFICATE_REJECTED);

    for (int second = BROKEN_FROM + 125; second < BROKEN_FROM + 300; second += 10) {
      said(second - 0.002, "cas01", Kind.SAYS_EXPIRED);
      refusesAnother(second, "cas01");
      scene.failure(second + 4, "cas01", "Owa", "TrustFailure");
    }

    assertThat(scene.changes())
        .extracting(change -> change.incident().cause())
        .containsOnly(Cause.CERTIFICATE_REJECTED);
  }

  @Test
  void shouldTakeBackWhatProvesToBeSaidOfAnother() {
    said(BROKEN_FROM - 3, "cas01", Kind.SAYS_EXPIRED);
    refused(BROKEN_FROM, BROKEN_FROM + 120);
    assertThat(scene.incident().orElseThrow().cause()).isEqualTo(Cause.EXPIRED);

    refusesAnother(BROKEN_FROM + 121, "cas01");

    assertThat(scene.incident().orElseThrow().cause()).isEqualTo(Cause.CERTIFICATE_REJECTED);
  }

  @Test
  void shouldShowTheEvent() {
    said(BROKEN_FROM + 17, "cas01", Kind.SAYS_EXPIRED);
    refused(BROKEN_FROM, BROKEN_FROM + 120);

    assertThat(scene.incident().orElseThrow().account().evidence())
        .extracting(Source::time)
        .contains(Scene.at(BROKEN_FROM + 17));
  }

  @Test
  void shouldStateInTheDocumentHowCloseAnEventStands() throws IOException {
    String document = Files.readString(Path.of("../docs/detection.md")).replaceAll("\\s+", " ");

    assertThat(document)
        .contains(
            String.format(
                Locale.ROOT,
                "from %.1f s before the row to %.1f s after it, from %.1f s to %.1f s where",
                SaidCause.BEFORE / 1e3,
                SaidCause.AFTER / 1e3,
                SaidCause.BEFORE_OF_SECONDS / 1e3,
                SaidCause.AFTER_OF_SECONDS / 1e3))
        .contains("any event from " + SaidCause.LEAD_SECONDS + " s before the first refusal on")
        .contains("nearly all of at least " + SaidCause.ENOUGH + " where");
  }

  private void refused(int from, int to) {
    for (int second = from; second < to; second += 10) {
      scene.failure(second, "cas01", second % 20 == 0 ? "Owa" : "Ews", "TrustFailure");
    }
  }

  private void said(double at, String frontEnd, Kind kind) {
    scene.tell(signal(scene, at, frontEnd, kind, null));
  }

  private void refusesAnother(double at, String frontEnd) {
    scene.tell(signal(scene, at, frontEnd, Kind.REFUSES, "mbx02"));
  }

  static Evidence signal(Scene scene, double at, String frontEnd, Kind kind, String backEnd) {
    return new Evidence.FrontEndSignal(
        scene.row(at, frontEnd, "Owa", "TrustFailure", null).source(), kind, frontEnd, backEnd);
  }

  /** Two front ends that refuse two back ends, at random moments, each some times a minute. */
  private static final class Estate {

    private final Scene scene = new Scene();
    private final Random random;
    private final double written;

    Estate(int seed, double written) {
      this.random = new Random(seed);
      this.written = written;
    }

    void refuse(Kind ofItsOwn, Kind ofAnother, DoubleUnaryOperator timeOfEvent) {
      for (double at = BROKEN_FROM; at < BROKEN_FROM + 900; at += 10 * random.nextDouble()) {
        String frontEnd = List.of("cas01", "cas02").get(random.nextInt(2));
        boolean itsOwn = random.nextBoolean();
        Kind said = itsOwn ? ofItsOwn : ofAnother;
        if (said != null && random.nextDouble() < written) {
          scene.tell(signal(scene, timeOfEvent.applyAsDouble(at), frontEnd, said, null));
        }
        if (itsOwn) {
          scene.failure(at, frontEnd, "Owa", "TrustFailure");
        } else {
          scene.tell(signal(scene, at, frontEnd, Kind.REFUSES, "mbx02"));
        }
      }
    }

    Cause cause() {
      return scene.incident().orElseThrow().cause();
    }
  }
}
