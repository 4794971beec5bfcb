/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.correlator.domain.Evidence.FailureElsewhere;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FailureGroupTest {

  private static final String ONE = "A80C";

  @Test
  void shouldBeAloneWhereNothingElseFails() {
    Incident.Extent extent = new FailureGroup().extentOf(failure(1, "OSL", 0), false);

    assertThat(extent.scope()).isEqualTo(Incident.Scope.SERVER);
    assertThat(extent.backEnds()).containsExactly("mbx1");
    assertThat(extent.groupId()).startsWith("group-");
  }

  @Test
  void shouldSayWhenItIsOfOneFrontEndAlone() {
    assertThat(new FailureGroup().extentOf(failure(1, "OSL", 0), true).scope())
        .isEqualTo(Incident.Scope.FRONT_END);
  }

  @Test
  void shouldReachASiteOrTheEstate() {
    assertThat(extents(List.of(failure(1, "OSL", 0), failure(2, "OSL", 60))))
        .extracting(Incident.Extent::scope)
        .containsOnly(Incident.Scope.SITE);
    assertThat(extents(List.of(failure(1, "OSL", 0), failure(2, "GOT", 60))))
        .extracting(Incident.Extent::scope)
        .containsOnly(Incident.Scope.ESTATE);
  }

  /** Six servers, one every 20 minutes: the first and the last are 100 minutes apart. */
  @Test
  void shouldFindTheSameGroupOnEveryBackEndInWhateverOrderTheNewsCome() {
    for (int seed = 0; seed < 50; seed++) {
      List<FailureElsewhere> rollout =
          new ArrayList<>(
              IntStream.range(0, 6).mapToObj(i -> failure(i, "OSL", i * 1200L)).toList());
      Collections.shuffle(rollout, new Random(seed));

      assertThat(extents(rollout).stream().map(Incident.Extent::groupId).distinct()).hasSize(1);
      assertThat(extents(rollout))
          .allMatch(
              extent ->
                  extent
                      .backEnds()
                      .equals(List.of("mbx0", "mbx1", "mbx2", "mbx3", "mbx4", "mbx5")));
    }
  }

  @Test
  void shouldAgreeOnTheGroupOfMoreBackEndsThanAreKept() {
    List<FailureElsewhere> rollout =
        new ArrayList<>(IntStream.range(0, 160).mapToObj(i -> failure(i, "OSL", i)).toList());
    Collections.shuffle(rollout, new Random(4));

    assertThat(extents(rollout).stream().map(Incident.Extent::groupId).distinct()).hasSize(1);
  }

  @Test
  void shouldKeepApartWhatHasDifferentReasonsOrTimes() {
    FailureElsewhere missing = failure(1, "OSL", 0, Cause.BINDING_MISSING, null);

    assertThat(groupsOf(missing, failure(2, "OSL", 60, Cause.NAME_MISMATCH, null))).isEqualTo(2);
    assertThat(groupsOf(missing, failure(2, "OSL", 60, Cause.CERTIFICATE_UNUSABLE, null)))
        .isEqualTo(2);
    assertThat(groupsOf(missing, failure(2, "OSL", 1801, Cause.BINDING_MISSING, null)))
        .isEqualTo(2);
    assertThat(groupsOf(missing, failure(2, "OSL", 60, Cause.TLS_HANDSHAKE_FAILING, null)))
        .isEqualTo(1);
  }

  @Test
  void shouldGroupOneCertificateOverADay() {
    FailureElsewhere first = failure(1, "OSL", 0, Cause.EXPIRED, ONE);

    assertThat(groupsOf(first, failure(2, "GOT", 80_000, Cause.EXPIRED, ONE))).isEqualTo(1);
    assertThat(groupsOf(first, failure(2, "GOT", 80_000, Cause.EXPIRED, "B81D"))).isEqualTo(2);
    assertThat(groupsOf(first, failure(2, "GOT", 90_000, Cause.EXPIRED, ONE))).isEqualTo(2);
  }

  @Test
  void shouldForgetWhatWasWithdrawn() {
    FailureGroup group = new FailureGroup();
    group.note(failure(2, "OSL", 10));
    group.note(
        new FailureElsewhere(
            "inc-2", "OSL", "mbx2", Cause.BINDING_MISSING, Scene.at(10), null, true));

    assertThat(group.extentOf(failure(1, "OSL", 0), false).backEnds()).containsExactly("mbx1");
  }

  @Test
  void shouldTellAnIncidentAgainWhenItsGroupBecomesKnown() {
    Scene scene = new Scene();
    scene.httpSys(0, 15300, 444);
    for (int i = 0; i < 5; i++) {
      scene.failure(1 + i, "cas01", "Owa", "SendFailure");
    }
    assertThat(scene.incident().orElseThrow().extent().scope()).isEqualTo(Incident.Scope.SERVER);

    scene.tell(failure(2, "GOT", 60, Cause.BINDING_MISSING, null)).passTo(100);

    Incident.Extent extent = scene.incident().orElseThrow().extent();
    assertThat(extent.scope()).isEqualTo(Incident.Scope.ESTATE);
    assertThat(extent.backEnds()).containsExactly("mbx01", "mbx2");
  }

  private static int groupsOf(FailureElsewhere... failures) {
    return (int)
        extents(List.of(failures)).stream().map(Incident.Extent::groupId).distinct().count();
  }

  /** As each back end finds it that is told of all others. */
  private static List<Incident.Extent> extents(List<FailureElsewhere> failures) {
    return failures.stream()
        .map(
            own -> {
              FailureGroup group = new FailureGroup();
              failures.stream().filter(other -> !other.equals(own)).forEach(group::note);
              return group.extentOf(own, false);
            })
        .toList();
  }

  private static FailureElsewhere failure(int number, String site, long seconds) {
    return failure(number, site, seconds, Cause.BINDING_MISSING, null);
  }

  private static FailureElsewhere failure(
      int number, String site, long seconds, Cause cause, String thumbprint) {
    Instant startedAt = Scene.TEN.plusSeconds(seconds);
    return new FailureElsewhere(
        "inc-" + number, site, "mbx" + number, cause, startedAt, thumbprint, false);
  }
}
