/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A node of the tree of routes.
 *
 * @param name unique; reminders refer to it
 * @param hours when it applies; empty for always
 * @param continues whether its siblings after it are asked too
 * @param routes asked before this one; the first that fits takes it, unless it continues
 */
public record Route(
    String name,
    Matcher matcher,
    Optional<Hours> hours,
    Plan plan,
    boolean continues,
    List<Route> routes) {

  public Route {
    routes = List.copyOf(routes);
  }

  /** The routes that tell of {@code subject}; the deepest that fit. */
  List<Route> telling(Subject subject, Instant at) {
    if (!applies(subject, at)) {
      return List.of();
    }
    List<Route> found = new ArrayList<>();
    for (Route route : routes) {
      List<Route> deeper = route.telling(subject, at);
      found.addAll(deeper);
      if (!deeper.isEmpty() && !route.continues) {
        break;
      }
    }
    if (!found.isEmpty()) {
      return found;
    }
    return subject.finding().isEmpty() || plan.findings().contains(subject.severity())
        ? List.of(this)
        : List.of();
  }

  private boolean applies(Subject subject, Instant at) {
    return matcher.matches(subject) && hours.map(one -> one.contain(at)).orElse(true);
  }

  /** This route and all below it. */
  List<Route> all() {
    List<Route> all = new ArrayList<>(List.of(this));
    routes.forEach(route -> all.addAll(route.all()));
    return all;
  }
}
