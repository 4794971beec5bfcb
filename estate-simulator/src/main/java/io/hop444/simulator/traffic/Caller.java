/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.traffic;

/**
 * Somebody who sends requests: a person or a probe.
 *
 * @param ordinal number of the person; negative for probes
 * @param account {@code DOMAIN\name}
 * @param sid Windows security identifier
 * @param mailbox GUID of the mailbox
 * @param device device id of the mobile phone
 * @param address client address
 */
public record Caller(
    int ordinal, String account, String sid, String mailbox, String device, String address) {

  public boolean isProbe() {
    return ordinal < 0;
  }
}
