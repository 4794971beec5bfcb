/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import io.hop444.correlator.domain.Evidence;
import io.hop444.correlator.domain.ProxiedOutcome;
import io.hop444.wire.HostEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * Which records of a front end bear on every back end. Refusals are many: one of a front end and
 * back end in a minute is enough. Not safe for use by several threads.
 */
final class Signals {

  private static final Duration ENOUGH = Duration.ofMinutes(1);
  private static final int MAX_PAIRS = 10_000;

  private final Map<String, Instant> refusals = new LinkedHashMap<>();

  /** Null where the record is none, or tells what was told. */
  Evidence.FrontEndSignal firstOf(SpecificRecord value, Evidence evidence) {
    Evidence.FrontEndSignal signal = of(value, evidence);
    if (signal == null || signal.kind() != Evidence.FrontEndSignal.Kind.REFUSES) {
      return signal;
    }
    String pair = signal.frontEnd() + "/" + signal.backEnd();
    Instant told = refusals.get(pair);
    if (told != null && signal.at().isBefore(told.plus(ENOUGH))) {
      return null;
    }
    refusals.put(pair, signal.at());
    if (refusals.size() > MAX_PAIRS) {
      refusals.remove(refusals.keySet().iterator().next());
    }
    return signal;
  }

  /** Null where the record is none. */
  static Evidence.FrontEndSignal of(SpecificRecord value, Evidence evidence) {
    if (evidence instanceof Evidence.ProxiedRow row) {
      return row.outcome() == ProxiedOutcome.CERTIFICATE_REFUSED && row.backEnd() != null
          ? new Evidence.FrontEndSignal(
              row.source(), Evidence.FrontEndSignal.Kind.REFUSES, row.frontEnd(), row.backEnd())
          : null;
    }
    if (!(value instanceof HostEvent event) || !event.getProvider().equals("Schannel")) {
      return null;
    }
    Evidence.FrontEndSignal.Kind kind = kindOf(event.getEventId());
    return kind == null
        ? null
        : new Evidence.FrontEndSignal(
            ((Evidence.WindowsEvent) evidence).source(),
            kind,
            event.getPosition().getServer(),
            null);
  }

  private static Evidence.FrontEndSignal.Kind kindOf(int schannelEvent) {
    return switch (schannelEvent) {
      case 36881 -> Evidence.FrontEndSignal.Kind.SAYS_EXPIRED;
      case 36882, 36883 -> Evidence.FrontEndSignal.Kind.SAYS_UNTRUSTED;
      default -> null;
    };
  }
}
