/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hop444.schemas.Topic;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RowSamplingTest {

  private static final String PROXIED = Topic.PROXIED_REQUESTS.topicName();

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

  private RowSampling sampling(double ratio, int failures) {
    return new RowSampling(ratio, failures, nanos::get);
  }

  private static long count(RowSampling sampling, int rows) {
    return LongStream.range(0, rows)
        .filter(row -> sampling.takes(PROXIED, Rows.answered(row * 317)))
        .count();
  }

  @Test
  void shouldTakeItsShareOfOrdinaryRows() {
    assertThat(count(sampling(0.05, 0), 20_000)).isBetween(850L, 1_150L);
    assertThat(count(sampling(1, 0), 1_000)).isEqualTo(1_000);
    assertThat(count(sampling(0, 0), 1_000)).isZero();
  }

  @Test
  void shouldDecideOnARowAlwaysTheSame() {
    RowSampling one = sampling(0.3, 0);
    RowSampling other = sampling(0.3, 0);
    RowSampling more = sampling(0.6, 0);

    for (long row = 0; row < 500; row++) {
      byte[] value = Rows.answered(row);
      boolean taken = one.takes(PROXIED, value);
      assertThat(other.takes(PROXIED, value)).isEqualTo(taken);
      assertThat(!taken || more.takes(PROXIED, value)).isTrue();
    }
  }

  @Test
  void shouldTakeTheFirstFailuresOfAnOutageAndThenSomeEachSecond() {
    RowSampling sampling = sampling(0, 3);

    assertThat(failures(sampling, 1_000)).isEqualTo(30);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(2));
    assertThat(failures(sampling, 1_000)).isEqualTo(6);
    nanos.addAndGet(TimeUnit.HOURS.toNanos(2));
    assertThat(failures(sampling, 1_000)).isEqualTo(30);
  }

  private static long failures(RowSampling sampling, int rows) {
    return LongStream.range(0, rows)
        .filter(row -> sampling.takes(PROXIED, Rows.failed(row)))
        .count();
  }

  @Test
  void shouldLeaveAloneWhatIsNoEvidence() {
    RowSampling all = sampling(1, 10);

    assertThat(all.takes(Topic.READ_PROGRESS.topicName(), new byte[0])).isFalse();
    assertThat(all.takes(Topic.DEAD_LETTERS.topicName(), new byte[0])).isFalse();
  }

  @Test
  void shouldRefuseWhatIsNoShareByItsKey() {
    for (double wrong : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> sampling(wrong, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("collector.tracing.ratio");
    }
    assertThatThrownBy(() -> sampling(0, -1))
        .hasMessageContaining("collector.tracing.failures-per-second");
  }
}
