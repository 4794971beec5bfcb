/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import io.hop444.alert.postgres.MatcherJson;
import io.hop444.alert.receiver.Inbound;
import io.hop444.alert.receiver.TargetSpec;
import io.hop444.alert.routing.Escalation;
import io.hop444.alert.routing.Flapping;
import io.hop444.alert.routing.Hours;
import io.hop444.alert.routing.Inhibition;
import io.hop444.alert.routing.Plan;
import io.hop444.alert.routing.Route;
import io.hop444.alert.routing.Routing;
import io.hop444.alert.routing.Watch;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Routes as they are configured; nothing secret is among it.
 *
 * @param inhibit null when each incident is told by itself
 * @param flapping null when returns are always told
 */
public record RoutingJson(
    RouteJson route,
    InhibitJson inhibit,
    FlappingJson flapping,
    WatchJson watch,
    List<TargetJson> targets) {

  /**
   * A route.
   *
   * @param hours null for always
   * @param findings severities of findings that are told
   * @param repeatSeconds pause between reminders; null for none
   * @param routes asked before this one
   */
  public record RouteJson(
      String name,
      MatcherJson match,
      HoursJson hours,
      List<String> targets,
      List<String> findings,
      long delaySeconds,
      Long repeatSeconds,
      List<EscalationJson> escalate,
      boolean continues,
      List<RouteJson> routes) {}

  /**
   * Hours of a week on the clocks of a zone; {@code to} at or before {@code from} is the next day.
   */
  public record HoursJson(String zone, List<String> days, String from, String to) {}

  /** Who else is told while nobody acknowledges. */
  public record EscalationJson(long afterSeconds, List<String> targets) {}

  /** When incidents of one cause are one event; null numbers are not looked for. */
  public record InhibitJson(Integer siteWide, Integer estateWide, long withinSeconds) {}

  /** When an incident comes and goes. */
  public record FlappingJson(int reopenings, long withinSeconds, long holdSeconds) {}

  /** Who is told when the system itself goes quiet. */
  public record WatchJson(
      List<String> targets, long collectorQuietSeconds, long correlatorQuietSeconds) {}

  /**
   * A target.
   *
   * @param host its address without what may be secret
   * @param updates all, important or none
   * @param inbound what words of its ticket system mean; null where it does not tell back
   */
  public record TargetJson(
      String name, String kind, String host, String updates, List<String> inbound) {}

  static RoutingJson of(Routing routing, List<TargetSpec> targets) {
    return new RoutingJson(
        route(routing.root()),
        routing.inhibition().active() ? inhibit(routing.inhibition()) : null,
        routing.flapping().reopenings() == Integer.MAX_VALUE ? null : flapping(routing.flapping()),
        watch(routing.watch()),
        targets.stream().map(target -> target(routing, target)).toList());
  }

  private static RouteJson route(Route route) {
    Plan plan = route.plan();
    return new RouteJson(
        route.name(),
        MatcherJson.of(route.matcher()),
        route.hours().map(RoutingJson::hours).orElse(null),
        plan.targets(),
        plan.findings().stream().map(Enum::name).sorted().toList(),
        plan.delay().toSeconds(),
        plan.repeat().map(Duration::toSeconds).orElse(null),
        plan.escalations().stream().map(RoutingJson::escalation).toList(),
        route.continues(),
        route.routes().stream().map(RoutingJson::route).toList());
  }

  private static HoursJson hours(Hours hours) {
    return new HoursJson(
        hours.zone().getId(),
        hours.days().stream().sorted().map(Enum::name).toList(),
        hours.from().toString(),
        hours.to().toString());
  }

  private static EscalationJson escalation(Escalation escalation) {
    return new EscalationJson(escalation.after().toSeconds(), escalation.targets());
  }

  private static InhibitJson inhibit(Inhibition inhibition) {
    return new InhibitJson(
        inhibition.siteWide().orElse(null),
        inhibition.estateWide().orElse(null),
        inhibition.within().toSeconds());
  }

  private static FlappingJson flapping(Flapping flapping) {
    return new FlappingJson(
        flapping.reopenings(), flapping.within().toSeconds(), flapping.hold().toSeconds());
  }

  private static WatchJson watch(Watch watch) {
    return new WatchJson(
        watch.targets(), watch.collectorQuiet().toSeconds(), watch.correlatorQuiet().toSeconds());
  }

  private static TargetJson target(Routing routing, TargetSpec target) {
    return new TargetJson(
        target.name(),
        target.kind().name(),
        target.endpoint().host(),
        routing.updates().get(target.name()).name().toLowerCase(Locale.ROOT),
        target.inbound().map(RoutingJson::words).orElse(null));
  }

  private static List<String> words(Inbound inbound) {
    return inbound.states().entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .sorted()
        .toList();
  }
}
