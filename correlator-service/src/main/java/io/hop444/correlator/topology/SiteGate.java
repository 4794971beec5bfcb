/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import io.hop444.schemas.SealRefusal;
import io.hop444.schemas.Seals;
import io.hop444.wire.DeadLetterReason;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Lets a record in only where its collector may write its site (docs/adr/0100), and counts the
 * others. Thread-safe.
 */
public final class SiteGate {

  /** Lets everything in: the correlator's own topics, and estates that ask for no seals. */
  public static final SiteGate OPEN = new SiteGate(Seals.NOT_ASKED_FOR);

  private final Seals seals;
  private final Map<SealRefusal, LongAdder> counts = new EnumMap<>(SealRefusal.class);

  /**
   * @param seals who may write which site
   */
  public SiteGate(Seals seals) {
    this.seals = seals;
    for (SealRefusal reason : SealRefusal.values()) {
      counts.put(reason, new LongAdder());
    }
  }

  boolean asksForSeals() {
    return seals.areAskedFor();
  }

  /** Null when the record is let in. */
  Observation.Refusal refusal(String topic, Headers headers, byte[] bytes, SpecificRecord value) {
    SealRefusal reason = seals.refusal(topic, headers, bytes, value);
    if (reason == null) {
      return null;
    }
    counts.get(reason).increment();
    return new Observation.Refusal(
        ByteBuffer.wrap(bytes),
        DeadLetterReason.NOT_ITS_SITE,
        reason + ": " + sentence(reason, Seals.collectorOf(headers)));
  }

  /** Why a record is not taken under this key, null when it is; counts what only the key tells. */
  Observation.Refusal refusal(Observation observation, String key) {
    Observation.Refusal refusal = observation.refusalUnder(key);
    if (refusal != null && observation.refusal() == null) {
      counts.get(SealRefusal.OTHER_KEY).increment();
    }
    return refusal;
  }

  /** Records that were refused since the start. */
  public long refused(SealRefusal reason) {
    return counts.get(reason).sum();
  }

  private static String sentence(SealRefusal reason, String collector) {
    return switch (reason) {
      case UNSEALED -> "the record has no seal; set collector.seal.key-file where it comes from";
      case UNKNOWN_COLLECTOR -> "no file of correlator.seals.directory is named " + collector;
      case FORGED -> "its seal is none that " + collector + " made";
      case OTHER_SITE -> collector + " may not write this site";
      case OTHER_SERVER -> collector + " may not write this server";
      case OTHER_KEY -> "it stands under another key than its own";
    };
  }
}
