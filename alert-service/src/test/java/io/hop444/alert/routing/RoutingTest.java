/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.alert.domain.Cause;
import io.hop444.alert.domain.EventType;
import io.hop444.alert.domain.FindingKind;
import io.hop444.alert.domain.NotifyReason;
import io.hop444.alert.domain.Severity;
import io.hop444.alert.routesfile.RoutesFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The tree of the good example, asked. */
class RoutingTest {

  private static final Routing ROUTING =
      RoutesFile.read(Path.of("src/test/resources/routes/good.yaml"), Optional.empty()).routing();

  /** A Friday; Dublin is at UTC then. */
  private static final Instant BY_DAY = Instant.parse("2026-11-20T10:00:00Z");

  private static final Instant BY_NIGHT = Instant.parse("2026-11-20T22:00:00Z");

  private static Subject incident(String site, Cause cause) {
    return new Subject(site, "mbx07", Severity.OUTAGE, Optional.of(cause), Optional.empty());
  }

  private static Subject finding(FindingKind kind, Severity severity, String server) {
    return new Subject("DUB", server, severity, Optional.empty(), Optional.of(kind));
  }

  private static List<String> names(Subject subject, Instant at) {
    return ROUTING.routesOf(subject, at).stream().map(Route::name).toList();
  }

  @Test
  void shouldTakeTheFirstThatFitsAndGoOnWhereItSays() {
    assertThat(names(incident("DUB", Cause.EXPIRED), BY_DAY))
        .containsExactly("dublin by day", "outages");
    assertThat(names(incident("DUB", Cause.EXPIRED), BY_NIGHT)).containsExactly("outages");
    assertThat(names(incident("LAB-2", Cause.EXPIRED), BY_DAY)).containsExactly("labs");
  }

  @Test
  void shouldFallBackToTheFirstRoute() {
    assertThat(names(incident("CPH", Cause.UNTRUSTED), BY_DAY)).containsExactly("route");
  }

  @Test
  void shouldTellOfFindingsOnlyWhereARouteAsks() {
    assertThat(names(finding(FindingKind.APP_POOL_STOPPED, Severity.WARNING, "MBX03"), BY_NIGHT))
        .containsExactly("pools");
    assertThat(names(finding(FindingKind.KERBEROS, Severity.OUTAGE, "mbx03"), BY_NIGHT))
        .containsExactly("route");
    assertThat(names(finding(FindingKind.KERBEROS, Severity.WARNING, "mbx03"), BY_NIGHT)).isEmpty();
    assertThat(names(finding(FindingKind.APP_POOL_STOPPED, Severity.INFO, "mbx03"), BY_NIGHT))
        .isEmpty();
  }

  private static List<Recipient> told(
      Set<String> knowing, EventType type, NotifyReason reason, boolean muted) {
    List<Route> routes = ROUTING.routesOf(incident("CPH", Cause.EXPIRED), BY_NIGHT);
    return Recipient.of(ROUTING, routes, knowing, type, reason, muted);
  }

  @Test
  void shouldTellTheRoutesTargetsOfTheOpeningAfterTheirDelay() {
    assertThat(told(Set.of(), EventType.OPENED, NotifyReason.LIFECYCLE, false))
        .containsExactly(new Recipient("oncall", true, Duration.ofSeconds(30)));
    assertThat(told(Set.of(), EventType.OPENED, NotifyReason.LIFECYCLE, true)).isEmpty();
  }

  @Test
  void shouldTellTheEndToThoseWhoKnowEvenWhileMuted() {
    assertThat(told(Set.of("mail"), EventType.RESOLVED, NotifyReason.LIFECYCLE, true))
        .containsExactly(new Recipient("mail", false, Duration.ZERO));
    assertThat(told(Set.of(), EventType.RESOLVED, NotifyReason.LIFECYCLE, false)).isEmpty();
  }

  @Test
  void shouldTellUpdatesAsEachTargetWants() {
    assertThat(told(Set.of("ops", "mail"), EventType.UPDATED, NotifyReason.REACH_CHANGED, false))
        .extracting(Recipient::target)
        .containsExactly("ops");
    assertThat(told(Set.of("ops"), EventType.UPDATED, NotifyReason.NUMBERS_CHANGED, false))
        .isEmpty();
  }

  @Test
  void shouldTellOthersWhenItBecomesAnotherCase() {
    assertThat(told(Set.of("desk"), EventType.UPDATED, NotifyReason.DIAGNOSIS_CHANGED, false))
        .extracting(Recipient::target, Recipient::first)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("desk", false),
            org.assertj.core.groups.Tuple.tuple("oncall", true));
  }

  @Test
  void shouldSendEverythingToEverybodyWithoutAFile() {
    assertThat(Routing.everythingTo(List.of("default")).isPlain()).isTrue();
    assertThat(ROUTING.isPlain()).isFalse();
  }

  @Test
  void shouldMatchPatternsInAnyCaseAndInReasonableTime() {
    assertThat(new NamePattern("mbx*").matches("MBX07")).isTrue();
    assertThat(new NamePattern("*07").matches("mbx07")).isTrue();
    assertThat(new NamePattern("m*x*7").matches("mbx07")).isTrue();
    assertThat(new NamePattern("mbx").matches("mbx07")).isFalse();
    assertThat(new NamePattern("m?x07").matches("mbx07")).isFalse();
    assertThat(new NamePattern("*a".repeat(60)).matches("a".repeat(250) + "b")).isFalse();
  }
}
