/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.hop444.correlator.topology.StoredStates;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;

class StreamFailureTest {

  @Test
  void shouldStopWhereAnotherThreadWouldFailAlike() {
    Throwable unreadable = catchThrowable(StoredStates::ofAnotherBuild);

    assertThat(CorrelatorApplication.responseTo(new StreamsException(unreadable)))
        .isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
  }

  @Test
  void shouldReplaceAThreadOfWhichAnotherMayFareBetter() {
    assertThat(CorrelatorApplication.responseTo(new StreamsException("Kafka was away")))
        .isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
  }
}
