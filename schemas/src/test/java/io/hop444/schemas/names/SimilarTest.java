/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.schemas.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SimilarTest {

  private static final List<String> NAMES = List.of("site", "backEnd", "state", "q");

  @Test
  void shouldFindTheNearestName() {
    assertThat(Similar.to("staet", NAMES, 2)).contains("state");
    assertThat(Similar.to("sites", NAMES, 2)).contains("site");
    assertThat(Similar.to("backend", NAMES, 2)).contains("backEnd");
  }

  @Test
  void shouldFindNothingFartherThanAskedFor() {
    assertThat(Similar.to("bakkendd", NAMES, 3)).contains("backEnd");
    assertThat(Similar.to("bakkendd", NAMES, 2)).isEmpty();
  }

  @Test
  void shouldFindNothingOfWhichLessIsRightThanWrong() {
    assertThat(Similar.to("x", NAMES, 2)).isEmpty();
    assertThat(Similar.to("size", List.of("zips"), 4)).isEmpty();
  }
}
