/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.routing;

import io.hop444.alert.domain.EventType;
import io.hop444.alert.domain.NotifyReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Somebody who is told of a change.
 *
 * @param first it has not been told of this incident before: whatever happened, for it this is the
 *     opening
 * @param delay before it is told
 */
public record Recipient(String target, boolean first, Duration delay) {

  /**
   * Who is told. Those who know of an incident hear of its acknowledgement and end even while it is
   * muted: their ticket must not stay open. Others hear of it when it opens, and later when it
   * becomes another case for the routes.
   *
   * @param routes that tell of the incident now
   * @param knowing targets that were told of it
   */
  public static List<Recipient> of(
      Routing routing,
      List<Route> routes,
      Set<String> knowing,
      EventType type,
      NotifyReason reason,
      boolean muted) {
    List<Recipient> told = new ArrayList<>();
    for (String target : knowing) {
      boolean hears =
          switch (type) {
            case ACKNOWLEDGED, RESOLVED -> true;
            case OPENED, REOPENED -> !muted;
            case UPDATED, ASSIGNED, COMMENTED, SEVERITY_CHANGED, TICKET_CHANGED ->
                !muted && routing.wants(target, reason);
          };
      if (hears) {
        told.add(new Recipient(target, false, Duration.ZERO));
      }
    }
    boolean another =
        switch (type) {
          case OPENED, REOPENED, SEVERITY_CHANGED -> true;
          case UPDATED -> reason == NotifyReason.DIAGNOSIS_CHANGED;
          case RESOLVED, ACKNOWLEDGED, ASSIGNED, COMMENTED, TICKET_CHANGED -> false;
        };
    if (another && !muted) {
      targets(routes)
          .forEach(
              (target, delay) -> {
                if (!knowing.contains(target)) {
                  told.add(new Recipient(target, true, delay));
                }
              });
    }
    return told;
  }

  /** The targets of routes with the shortest delay of each. */
  public static Map<String, Duration> targets(List<Route> routes) {
    Map<String, Duration> targets = new LinkedHashMap<>();
    for (Route route : routes) {
      for (String target : route.plan().targets()) {
        targets.merge(
            target, route.plan().delay(), (one, other) -> one.compareTo(other) < 0 ? one : other);
      }
    }
    return targets;
  }
}
