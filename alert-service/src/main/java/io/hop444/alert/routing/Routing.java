/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.routing;

import io.hop444.alert.domain.NotifyReason;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is told of what.
 *
 * @param updates of each target, by its name: all targets are here
 */
public record Routing(
    Route root,
    Map<String, Updates> updates,
    Inhibition inhibition,
    Flapping flapping,
    Watch watch) {

  public Routing {
    updates = Map.copyOf(updates);
  }

  /** Everything about incidents to the targets given, as without a file of routes. */
  public static Routing everythingTo(List<String> targets) {
    Map<String, Updates> updates = new LinkedHashMap<>();
    targets.forEach(target -> updates.put(target, Updates.ALL));
    Plan plan =
        new Plan(targets, java.util.Set.of(), java.time.Duration.ZERO, Optional.empty(), List.of());
    return new Routing(
        new Route("default", Matcher.ALL, Optional.empty(), plan, false, List.of()),
        updates,
        Inhibition.NONE,
        new Flapping(Integer.MAX_VALUE, Flapping.DEFAULT.within(), Flapping.DEFAULT.hold()),
        Watch.DEFAULT);
  }

  /** The routes that tell of {@code subject}. */
  public List<Route> routesOf(Subject subject, Instant at) {
    return root.telling(subject, at);
  }

  /** A route by its name, if it is still there. */
  public Optional<Route> route(String name) {
    return root.all().stream().filter(route -> route.name().equals(name)).findFirst();
  }

  /** Whether a target gets changes of this kind. */
  public boolean wants(String target, NotifyReason reason) {
    return updates.getOrDefault(target, Updates.NONE).include(reason);
  }

  /** Whether every event of every incident goes to the same targets at once. */
  public boolean isPlain() {
    return root.routes().isEmpty()
        && root.hours().isEmpty()
        && root.plan().delay().isZero()
        && root.plan().repeat().isEmpty()
        && root.plan().escalations().isEmpty()
        && !inhibition.active()
        && flapping.reopenings() == Integer.MAX_VALUE
        && root.plan().targets().stream().allMatch(target -> updates.get(target) == Updates.ALL);
  }

  /** Whether any route tells of findings. */
  public boolean tellsOfFindings() {
    return root.all().stream().anyMatch(route -> !route.plan().findings().isEmpty());
  }
}
