/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.probe;

import io.hop444.wire.ProbeOutcome;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a probe came to.
 *
 * @param detail one sentence
 * @param protocol null when no handshake was completed, as is the cipher suite
 * @param chain as the server sent it, its own certificate first; empty when it sent none
 * @param trusted whether the chain leads to the configured store; null when none is configured
 */
public record ProbeResult(
    ProbeOutcome outcome,
    String detail,
    String protocol,
    String cipherSuite,
    List<X509Certificate> chain,
    Boolean trusted,
    long tookMillis) {

  /** Copies the chain. */
  public ProbeResult {
    chain = List.copyOf(chain);
  }

  static ProbeResult failed(ProbeOutcome outcome, String detail, long tookMillis) {
    return new ProbeResult(outcome, detail, null, null, List.of(), null, tookMillis);
  }
}
