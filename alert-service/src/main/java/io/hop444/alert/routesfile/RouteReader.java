/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.routesfile;

import io.hop444.alert.domain.Cause;
import io.hop444.alert.domain.FindingKind;
import io.hop444.alert.domain.Severity;
import io.hop444.alert.routing.Escalation;
import io.hop444.alert.routing.Hours;
import io.hop444.alert.routing.Matcher;
import io.hop444.alert.routing.NamePattern;
import io.hop444.alert.routing.Plan;
import io.hop444.alert.routing.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the tree of routes. What a route does not say it has from the one above it. */
final class RouteReader {

  private static final Duration SHORTEST_REPEAT = Duration.ofMinutes(1);
  private static final int MOST_ROUTES = 1_000;

  private final Set<String> targets;
  private final Map<String, Hours> hours;
  private final Set<String> names = new HashSet<>();

  RouteReader(Set<String> targets, Map<String, Hours> hours) {
    this.targets = targets;
    this.hours = hours;
  }

  Route root(Section section) {
    if (section.section("match").isPresent()) {
      throw section.wrong("match", "is not for the first route: it takes what no other takes");
    }
    Plan none = new Plan(List.of(), Set.of(), Duration.ZERO, Optional.empty(), List.of());
    return route(section, none);
  }

  private Route route(Section section, Plan above) {
    String name = section.text("name").orElse(section.path());
    if (!names.add(name)) {
      throw section.wrong("name", "is there twice: " + name);
    }
    if (names.size() > MOST_ROUTES) {
      throw section.wrong("routes", "are too many; there may be " + MOST_ROUTES);
    }
    Optional<Section> match = section.section("match");
    Matcher matcher = match.map(RouteReader::matcher).orElse(Matcher.ALL);
    Optional<Hours> when = match.flatMap(one -> one.as("hours", text -> hours(text)));
    match.ifPresent(Section::finish);
    Plan plan = plan(section, above);
    boolean continues = section.flag("continue");
    List<Route> routes = new ArrayList<>();
    for (Section below : section.sections("routes")) {
      routes.add(route(below, plan));
    }
    section.finish();
    return new Route(name, matcher, when, plan, continues, routes);
  }

  static Matcher matcher(Section section) {
    return new Matcher(
        section.each("site", NamePattern::new),
        section.each("server", NamePattern::new),
        Set.copyOf(new HashSet<>(section.each("cause", text -> Words.oneOf(Cause.class, text)))),
        Set.copyOf(
            new HashSet<>(section.each("severity", text -> Words.oneOf(Severity.class, text)))),
        Set.copyOf(
            new HashSet<>(section.each("finding", text -> Words.oneOf(FindingKind.class, text)))));
  }

  private Hours hours(String name) {
    Hours known = hours.get(name);
    if (known == null) {
      throw new IllegalArgumentException(
          "names no hours of this file: "
              + name
              + "; there are: "
              + String.join(", ", hours.keySet()));
    }
    return known;
  }

  private Plan plan(Section section, Plan above) {
    List<String> told = targets(section, "targets");
    List<Severity> findings =
        section.each(
            "findings",
            text -> {
              Severity severity = Words.oneOf(Severity.class, text);
              if (severity == Severity.INFO) {
                throw new IllegalArgumentException("may be OUTAGE and WARNING; INFO is never sent");
              }
              return severity;
            });
    Optional<Duration> repeat = section.duration("repeat");
    if (repeat.isPresent() && repeat.get().compareTo(SHORTEST_REPEAT) < 0) {
      throw section.wrong("repeat", "must be at least 1m");
    }
    List<Escalation> escalations = new ArrayList<>();
    for (Section step : section.sections("escalate")) {
      Duration after = step.duration("after").orElseThrow(() -> step.wrong("after", "is missing"));
      List<String> to = targets(step, "targets");
      if (to.isEmpty()) {
        throw step.wrong("targets", "is missing");
      }
      step.finish();
      escalations.add(new Escalation(after, to));
    }
    return new Plan(
        told.isEmpty() ? above.targets() : told,
        findings.isEmpty() ? above.findings() : Set.copyOf(new HashSet<>(findings)),
        section.duration("delay").orElse(above.delay()),
        repeat.or(above::repeat),
        escalations.isEmpty() ? above.escalations() : escalations);
  }

  List<String> targets(Section section, String key) {
    return section.each(
        key,
        name -> {
          if (!targets.contains(name)) {
            throw new IllegalArgumentException(
                "names no target of this file: "
                    + name
                    + "; there are: "
                    + String.join(", ", targets.stream().sorted().toList()));
          }
          return name;
        });
  }
}
