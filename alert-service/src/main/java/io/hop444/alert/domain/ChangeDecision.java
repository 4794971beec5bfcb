/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

/** What to do with a change. */
public sealed interface ChangeDecision {

  /**
   * It is known: the correlator sends changes at least once.
   *
   * @param storedVersion the version kept
   */
  record Ignore(long storedVersion) implements ChangeDecision {}

  /** Write the incident as it is now and tell those who listen. */
  record Store(Incident after, EventType type, NotificationDecision notification)
      implements ChangeDecision {}
}
