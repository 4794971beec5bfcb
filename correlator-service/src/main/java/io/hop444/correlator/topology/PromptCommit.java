/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import io.hop444.wire.Change;
import io.hop444.wire.Finding;
import io.hop444.wire.IncidentChange;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Commits soon after something was told, since readers see it only then. Positions and states alone
 * wait for the commit interval: each commit writes all states that changed (docs/adr/0120).
 */
final class PromptCommit {

  /** Of a stream that has much to tell, no more than ten commits a second. */
  private static final Duration BETWEEN = Duration.ofMillis(100);

  private final ProcessorContext<?, ?> context;
  private long lastAsked;
  private boolean told;

  PromptCommit(ProcessorContext<?, ?> context) {
    this.context = context;
    // Wall-clock, because readers wait by it.
    context.schedule(BETWEEN, PunctuationType.WALL_CLOCK_TIME, this::ask);
  }

  /**
   * True for what others wait for: that something began, ended or came back. Numbers and causes
   * that became clearer come by the hundred while much is broken, and can wait for the interval.
   */
  static boolean isAwaited(SpecificRecord result) {
    if (result instanceof IncidentChange incident) {
      return incident.getChange() != Change.UPDATED;
    }
    return !(result instanceof Finding finding) || finding.getVersion() == 1;
  }

  /** Something was forwarded that others wait for. */
  void told() {
    told = true;
    ask(context.currentSystemTimeMs());
  }

  private void ask(long now) {
    if (told && now - lastAsked >= BETWEEN.toMillis()) {
      context.commit();
      lastAsked = now;
      told = false;
    }
  }
}
