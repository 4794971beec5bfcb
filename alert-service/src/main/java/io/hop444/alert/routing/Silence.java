/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.routing;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody wants no notices of something for a while. The record goes on.
 *
 * @param owner who made it
 * @param expiresAt excluded
 */
public record Silence(
    long id, Matcher matcher, String owner, String reason, Instant startsAt, Instant expiresAt) {

  /** Until when it mutes {@code subject} at {@code now}; empty when it does not. */
  public Optional<Instant> mutesUntil(Subject subject, Instant now) {
    return !now.isBefore(startsAt) && now.isBefore(expiresAt) && matcher.matches(subject)
        ? Optional.of(expiresAt)
        : Optional.empty();
  }
}
