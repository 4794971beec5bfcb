/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which front ends refuse what answers others, as the other back ends tell. */
class TrustNobodyTest {

  private final TrustNobody known = new TrustNobody();

  @Test
  void shouldKnowOneThatRefusesWhatAnswersAnotherSince() {
    known.refused("cas01", "mbx02", Scene.at(10));
    known.answered("cas03", "mbx02", Scene.at(9));
    known.answered("cas03", "mbx03", Scene.at(20));
    assertThat(known.has("cas01", Scene.at(30))).isFalse();

    known.answered("cas03", "mbx02", Scene.at(20));

    assertThat(known.has("cas01", Scene.at(30))).isTrue();
    assertThat(known.has("cas01", Scene.at(20 + 901))).isFalse();
  }

  @Test
  void shouldForgetItOnceItIsAnsweredThere() {
    known.refused("cas01", "mbx02", Scene.at(10));
    known.answered("cas03", "mbx02", Scene.at(20));

    known.answered("cas01", "mbx02", Scene.at(30));

    assertThat(known.has("cas01", Scene.at(40))).isFalse();
  }

  @Test
  void shouldNotTakeARepairForIt() {
    known.refused("cas01", "mbx02", Scene.at(10));
    known.refused("cas03", "mbx02", Scene.at(12));

    known.answered("cas03", "mbx02", Scene.at(20));
    known.answered("cas03", "mbx02", Scene.at(21));

    assertThat(known.has("cas01", Scene.at(40))).isFalse();
  }

  @Test
  void shouldForgetTheOldestAndCountIt() {
    for (int i = 0; i < 64; i++) {
      assertThat(known.refused("cas" + i, "mbx02", Scene.at(i))).isFalse();
    }

    assertThat(known.refused("cas64", "mbx02", Scene.at(64))).isTrue();
    known.answered("cas99", "mbx02", Scene.at(70));

    assertThat(known.has("cas0", Scene.at(70))).isFalse();
    assertThat(known.has("cas1", Scene.at(70))).isTrue();
  }

  /** Two front ends that refuse very many back ends would else push each other out. */
  @Test
  void shouldForgetThoseOfAFrontEndFirstThatIsKnownAlready() {
    known.refused("cas02", "mbx1", Scene.at(0));
    known.refused("cas01", "mbx2", Scene.at(1));
    known.answered("cas03", "mbx2", Scene.at(2));
    for (int i = 3; i < 100; i++) {
      known.refused("cas01", "mbx" + i, Scene.at(i));
    }

    known.answered("cas03", "mbx1", Scene.at(101));

    assertThat(known.has("cas02", Scene.at(102))).isTrue();
  }
}
