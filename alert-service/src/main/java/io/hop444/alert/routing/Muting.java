/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.routing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All that mutes notices at the moment. */
public record Muting(List<Silence> silences, List<MaintenanceWindow> windows) {

  /** Nothing is muted. */
  public static final Muting NONE = new Muting(List.of(), List.of());

  public Muting {
    silences = List.copyOf(silences);
    windows = List.copyOf(windows);
  }

  /**
   * Something that mutes.
   *
   * @param by for the timeline
   */
  public record Mute(Instant until, String by) {}

  /** What mutes {@code subject}, the longest of it. */
  public Optional<Mute> of(Subject subject, Instant now) {
    Optional<Mute> longest = Optional.empty();
    for (Silence silence : silences) {
      longest =
          longer(
              longest,
              silence
                  .mutesUntil(subject, now)
                  .map(
                      until ->
                          new Mute(
                              until,
                              "silence "
                                  + silence.id()
                                  + " of "
                                  + silence.owner()
                                  + ": "
                                  + silence.reason())));
    }
    for (MaintenanceWindow window : windows) {
      longest =
          longer(
              longest,
              window
                  .mutesUntil(subject, now)
                  .map(
                      until ->
                          new Mute(
                              until,
                              "maintenance window "
                                  + window.id()
                                  + " of "
                                  + window.owner()
                                  + ": "
                                  + window.reason())));
    }
    return longest;
  }

  private static Optional<Mute> longer(Optional<Mute> one, Optional<Mute> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    return other.get().until().isAfter(one.get().until()) ? other : one;
  }
}
