/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Little traffic, and two of three front ends refuse: they trust nobody, or the certificate is bad.
 * The third was served shortly before. Rows of refused certificates are constructed.
 */
class FrontEndsThatTrustNobodyTest {

  private static final int BROKEN_FROM = 600;

  private final Scene scene = new Scene();

  @Test
  void shouldBlameFrontEndsThatRefuseOthersTooWhileAThirdWasServed() {
    servedBefore();
    refusesElsewhere("cas01");
    refusesElsewhere("cas02");
    refused(BROKEN_FROM, 690, 15);

    scene.success(700, "cas03", "Owa").end(1_200);

    assertThat(scene.incident()).isEmpty();
    assertThat(scene.findings())
        .containsExactlyInAnyOrder("FRONT_END_TRUST/cas01", "FRONT_END_TRUST/cas02");
  }

  @Test
  void shouldOpenWhereTheyRefuseThisBackEndAlone() {
    servedBefore();
    refused(BROKEN_FROM, 1_200, 200);

    scene.end(1_800);

    assertThat(scene.incident().orElseThrow().cause()).isEqualTo(Cause.CERTIFICATE_REJECTED);
  }

  @Test
  void shouldOpenWhereTheThirdRefusesAnotherBackEndToo() {
    servedBefore();
    refusesElsewhere("cas01");
    refusesElsewhere("cas02");
    refused(BROKEN_FROM, 700, 40);
    assertThat(scene.incident()).isEmpty();

    refusesElsewhere("cas03");
    scene.passTo(705);

    assertThat(scene.incident().orElseThrow().cause()).isEqualTo(Cause.CERTIFICATE_REJECTED);
  }

  @Test
  void shouldOpenWithinTwoMinutesWhereTheThirdAsksNoMore() {
    servedBefore();
    refusesElsewhere("cas01");
    refusesElsewhere("cas02");
    refused(BROKEN_FROM, 1_400, 40);

    scene.end(1_800);

    assertThat(scene.incident().orElseThrow().lifespan().detectedAt())
        .isEqualTo(Scene.at(BROKEN_FROM + 110));
  }

  @Test
  void shouldGiveASingleFrontEndTimeToAskOtherBackEnds() {
    servedBefore();
    for (int second = BROKEN_FROM; second < 700; second += 20) {
      scene.failure(second, "cas01", "Owa", "TrustFailure");
    }
    refusesElsewhere("cas01");

    scene.failure(700, "cas01", "Owa", "TrustFailure").success(850, "cas03", "Owa").end(1_200);

    assertThat(scene.incident()).isEmpty();
    assertThat(scene.findings()).containsExactly("FRONT_END_TRUST/cas01");
  }

  @Test
  void shouldBlameASingleFrontEndThatRefusesOthersTooAfterHalfAMinute() {
    servedBefore();
    refusesElsewhere("cas01");
    for (int second = BROKEN_FROM; second <= 640; second += 20) {
      scene.failure(second, "cas01", "Owa", "TrustFailure");
      scene.success(second + 1, "cas03", "Owa");
    }

    scene.passTo(645);

    assertThat(scene.findings()).containsExactly("FRONT_END_TRUST/cas01");
  }

  /** One that trusts nobody is known; the next, the server itself, begins a moment later. */
  @Test
  void shouldGiveTheNextFrontEndTimeToAskOtherBackEnds() {
    servedBefore();
    refusesElsewhere("cas02");
    for (int second = BROKEN_FROM; second < 700; second += 20) {
      scene.failure(second, "cas02", "Owa", "TrustFailure");
      scene.failure(second + 21, "cas01", "Ews", "TrustFailure");
    }
    refusesElsewhere("cas01");

    scene.success(705, "cas03", "Owa").success(706, "cas03", "Ews").end(1_200);

    assertThat(scene.incident()).isEmpty();
    assertThat(scene.findings())
        .containsExactlyInAnyOrder("FRONT_END_TRUST/cas01", "FRONT_END_TRUST/cas02");
  }

  @Test
  void shouldOpenWithinTwoMinutesWhereTheOnlyOneThatAsksIsRefused() {
    servedBefore();
    for (int second = BROKEN_FROM; second < 800; second += 20) {
      scene.failure(second, "cas01", "Owa", "TrustFailure");
    }

    scene.end(1_200);

    assertThat(scene.incident().orElseThrow().lifespan().detectedAt())
        .isEqualTo(Scene.at(BROKEN_FROM + 110));
  }

  @Test
  void shouldOpenNoneWhereAllThatRefuseAreKnownToTrustNobody() {
    servedBefore();
    for (String frontEnd : List.of("cas01", "cas02")) {
      refusesElsewhere(frontEnd);
    }
    answeredElsewhere(BROKEN_FROM + 20, "cas03");
    refused(BROKEN_FROM, 2_000, 40);
    assertThat(scene.incident()).isEmpty();

    scene.success(2_010, "cas03", "Owa").end(2_400);

    assertThat(scene.incident()).isEmpty();
    assertThat(scene.findings())
        .containsExactlyInAnyOrder("FRONT_END_TRUST/cas01", "FRONT_END_TRUST/cas02");
  }

  /** It was served over a connection that it had kept. */
  @Test
  void shouldOpenWhereTheOneThatWasServedElsewhereRefusesThereToo() {
    servedBefore();
    refusesElsewhere("cas01");
    refusesElsewhere("cas02");
    answeredElsewhere(BROKEN_FROM + 20, "cas03");
    refused(BROKEN_FROM, 760, 40);
    assertThat(scene.incident()).isEmpty();

    refusesElsewhere("cas03");
    scene.passTo(765);

    assertThat(scene.incident().orElseThrow().cause()).isEqualTo(Cause.CERTIFICATE_REJECTED);
  }

  @Test
  void shouldOpenWhereAnotherThanThoseThatTrustNobodyIsRefusedToo() {
    servedBefore();
    refusesElsewhere("cas01");
    refusesElsewhere("cas02");
    answeredElsewhere(BROKEN_FROM + 20, "cas03");
    refused(BROKEN_FROM, 760, 40);
    assertThat(scene.incident()).isEmpty();

    scene.failure(761, "cas03", "Owa", "TrustFailure").passTo(765);

    assertThat(scene.incident().orElseThrow().impact().frontEnds())
        .containsExactly("cas01", "cas02", "cas03");
  }

  @Test
  void shouldOpenWhereTheCertificateIsKnownToBeBadWhoeverRefusesIt() {
    servedBefore();
    refusesElsewhere("cas01");
    refusesElsewhere("cas02");
    answeredElsewhere(BROKEN_FROM + 20, "cas03");
    scene.snapshot(BROKEN_FROM + 21, true, Story.untrusted());

    refused(BROKEN_FROM, 760, 20);

    assertThat(scene.incident().orElseThrow().cause()).isEqualTo(Cause.UNTRUSTED);
  }

  private void answeredElsewhere(int second, String frontEnd) {
    signal(second, frontEnd, Evidence.FrontEndSignal.Kind.ANSWERED);
  }

  private void servedBefore() {
    for (int second = 0; second < BROKEN_FROM; second += 60) {
      scene.success(second, "cas01", "Owa");
      scene.success(second + 30, "cas02", "Owa");
      scene.success(second + 54, "cas03", "Owa");
    }
  }

  private void refused(int from, int to, int every) {
    for (int second = from; second < to; second += every) {
      scene.failure(second, second / every % 2 == 0 ? "cas01" : "cas02", "Owa", "TrustFailure");
    }
  }

  private void refusesElsewhere(String frontEnd) {
    signal(BROKEN_FROM, frontEnd, Evidence.FrontEndSignal.Kind.REFUSES);
  }

  private void signal(int second, String frontEnd, Evidence.FrontEndSignal.Kind kind) {
    scene.tell(
        new Evidence.FrontEndSignal(
            scene.row(second, frontEnd, "Owa", "TrustFailure", null).source(),
            kind,
            frontEnd,
            "mbx02"));
  }
}
