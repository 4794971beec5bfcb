/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hop444.alert.delivery.Outcomes.Made;
import io.hop444.alert.domain.DeliveryOutcome;
import io.hop444.alert.domain.NextStep;
import io.hop444.alert.domain.RetrySchedule;
import io.hop444.alert.notice.Attempt;
import io.hop444.alert.notice.NoticeKind;
import io.hop444.alert.postgres.PostgresDeliveries.Claimed;
import io.hop444.alert.postgres.PostgresDeliveries.Noted;
import io.hop444.alert.postgres.PostgresTargets;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is done next, and that one part of a batch does not suffer from another. */
class OutcomesTest {

  private static final Attempt DELIVERED = attempt(204);
  private static final Attempt GONE = attempt(410);

  private final MemoryOutbox outbox = new MemoryOutbox();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final List<String> disabled = new ArrayList<>();
  private boolean targetsAreThere = true;

  private final Outcomes outcomes =
      new Outcomes(
          outbox,
          new PostgresTargets() {
            @Override
            public void disable(String name, String reason) throws SQLException {
              if (!targetsAreThere) {
                throw new SQLException("no");
              }
              disabled.add(name + ' ' + reason);
            }
          },
          new RetrySchedule(Duration.ofSeconds(1), Duration.ofMinutes(10), Duration.ofDays(3)),
          metrics,
          Clock.fixed(MemoryOutbox.NOW, ZoneOffset.UTC));

  private static Attempt attempt(int status) {
    return new Attempt(DeliveryOutcome.ofStatus(status, Optional.empty()), "");
  }

  private static Claimed claimed(long id) {
    return MemoryOutbox.claimed(id, MemoryOutbox.NOW);
  }

  @Test
  void shouldDisableATargetOnceAndKeepWhatItDidNotTake() throws Exception {
    outcomes.note(
        "desk",
        List.of(
            new Made(claimed(1), GONE),
            new Made(claimed(2), DELIVERED),
            new Made(claimed(3), GONE)));

    assertThat(disabled).containsExactly("desk GONE");
    assertThat(outbox.noted)
        .extracting(Noted::next)
        .containsExactly(
            new NextStep.RetryAt(MemoryOutbox.NOW),
            new NextStep.Finish(),
            new NextStep.RetryAt(MemoryOutbox.NOW));
  }

  @Test
  void shouldNoteTheOthersWhenTheTargetCannotBeDisabled() throws Exception {
    targetsAreThere = false;

    outcomes.note("desk", List.of(new Made(claimed(1), GONE), new Made(claimed(2), DELIVERED)));

    assertThat(outbox.notedIds()).containsExactly(1L, 2L);
  }

  @Test
  void shouldNoteTheOthersWhenNothingCanBeGivenBack() throws Exception {
    outbox.failNextGivingBack(
        () -> {
          throw new SQLException("no");
        });

    outcomes.note("desk", List.of(new Made(claimed(1), null), new Made(claimed(2), DELIVERED)));

    assertThat(outbox.notedIds()).containsExactly(2L);
    assertThat(outbox.givenBack).isEmpty();
  }

  @Test
  void shouldGiveBackEvenWhenNothingCanBeNoted() {
    outbox.failNextNote(
        () -> {
          throw new SQLException("no");
        });

    assertThatThrownBy(
            () ->
                outcomes.note(
                    "desk", List.of(new Made(claimed(1), null), new Made(claimed(2), DELIVERED))))
        .isInstanceOf(SQLException.class);
    assertThat(outbox.givenBackIds()).containsExactly(1L);
  }

  @Test
  void shouldCountAsAttemptsWhatWasAttempted() throws Exception {
    Claimed textless =
        new Claimed(
            1, "msg_1", NoticeKind.EVENT, "x", null, 1, MemoryOutbox.NOW, MemoryOutbox.NOW, null);

    outcomes.note(
        "desk",
        List.of(new Made(textless, Outcomes.TEXT_IS_GONE), new Made(claimed(2), DELIVERED)));

    assertThat(outbox.noted).extracting(Noted::next).startsWith(new NextStep.GiveUp());
    assertThat(metrics.find("alert.deliveries.attempted").counters())
        .extracting(counter -> counter.getId().getTag("reason") + ' ' + (int) counter.count())
        .containsExactly("DELIVERED 1");
  }
}
