/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.receiver;

import java.util.Optional;

/**
 * A receiver.
 *
 * @param name in routes, tables, metrics and the API
 * @param inbound how it tells back, where it does
 */
public record TargetSpec(
    String name,
    TargetKind kind,
    Endpoint endpoint,
    AddressRule addresses,
    Optional<Inbound> inbound) {

  /** The one that settings name, without a file of routes. */
  public static final String DEFAULT = "default";
}
