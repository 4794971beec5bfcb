/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.event;

import io.hop444.alert.domain.Gap;
import java.time.Instant;

/** A gap as callers of the API see it. */
public record GapJson(
    String id,
    String site,
    String server,
    String log,
    String reason,
    boolean open,
    Instant firstAt,
    Instant lastAt,
    String detail) {

  /** The JSON of {@code gap}. */
  public static GapJson of(Gap gap) {
    return new GapJson(
        gap.id(),
        gap.server().site(),
        gap.server().server(),
        gap.log(),
        gap.reason(),
        gap.open(),
        gap.firstAt(),
        gap.lastAt(),
        gap.detail());
  }
}
