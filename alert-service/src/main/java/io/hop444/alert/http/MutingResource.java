/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import io.hop444.alert.access.Caller;
import io.hop444.alert.domain.Role;
import io.hop444.alert.domain.SiteScope;
import io.hop444.alert.postgres.MatcherJson;
import io.hop444.alert.postgres.PostgresMuting;
import io.hop444.alert.problem.Problem;
import io.hop444.alert.routing.MaintenanceWindow;
import io.hop444.alert.routing.Matcher;
import io.hop444.alert.routing.Muting;
import io.hop444.alert.routing.Silence;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Silences and maintenance windows: they mute notices, never the record. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "silences")
public class MutingResource {

  private static final int LONGEST_REASON = 500;
  private static final Duration LONGEST_SILENCE = Duration.ofDays(90);

  private final PostgresMuting mutings;
  private final Clock clock;

  @Inject
  MutingResource(PostgresMuting mutings, Clock clock) {
    this.mutings = mutings;
    this.clock = clock;
  }

  /**
   * A silence that is wanted.
   *
   * @param startsAt null for now
   */
  public record WantedSilence(
      MatcherJson match, String reason, Instant startsAt, Instant expiresAt) {}

  /** A silence. */
  public record SilenceJson(
      long id,
      MatcherJson match,
      String owner,
      String reason,
      Instant startsAt,
      Instant expiresAt) {
    static SilenceJson of(Silence silence) {
      return new SilenceJson(
          silence.id(),
          MatcherJson.of(silence.matcher()),
          silence.owner(),
          silence.reason(),
          silence.startsAt(),
          silence.expiresAt());
    }
  }

  /**
   * A maintenance window.
   *
   * @param id 0 in a wish
   * @param from time of day on the clocks of zone
   * @param first first day; null for no bound, as last
   */
  public record WindowJson(
      long id,
      MatcherJson match,
      String owner,
      String reason,
      String zone,
      Set<DayOfWeek> days,
      String from,
      int minutes,
      LocalDate first,
      LocalDate last) {
    static WindowJson of(MaintenanceWindow window) {
      MaintenanceWindow.Recurrence when = window.recurrence();
      return new WindowJson(
          window.id(),
          MatcherJson.of(window.matcher()),
          window.owner(),
          window.reason(),
          when.zone().getId(),
          when.days(),
          when.from().toString(),
          (int) when.length().toMinutes(),
          when.first().orElse(null),
          when.last().orElse(null));
    }
  }

  /** A whole list. */
  public record All<T>(List<T> items) {}

  @GET
  @Path("/silences")
  @Operation(summary = "Silences that have not ended.", description = "Role viewer.")
  @APIResponse(responseCode = "200", description = "The silences")
  public All<SilenceJson> silences(@Context RoutingContext context) throws SQLException {
    Caller caller = Caller.require(context, Role.VIEWER);
    return new All<>(
        mutings.all().silences().stream()
            .filter(silence -> isOf(caller.sites(), silence.matcher()))
            .map(SilenceJson::of)
            .toList());
  }

  @POST
  @Path("/silences")
  @Operation(
      summary = "Send no notices of something for a while.",
      description =
          "Role responder. match has lists of site, server, cause, severity, finding; * in a name"
              + " stands for any characters. A caller of some sites names them. Those who were told"
              + " of an incident hear of its end all the same. What still fails when the silence ends"
              + " is told then.")
  @APIResponse(responseCode = "200", description = "The silence")
  @APIResponse(responseCode = "400", description = "A value is wrong")
  @APIResponse(responseCode = "403", description = "It concerns sites the caller may not see")
  public SilenceJson silence(@Context RoutingContext context, WantedSilence wanted)
      throws SQLException {
    Caller caller = Caller.require(context, Role.RESPONDER);
    if (wanted == null || wanted.expiresAt() == null) {
      throw Problem.badRequest("give match, reason and expiresAt");
    }
    Matcher matcher = matcher(caller, wanted.match());
    Instant now = clock.instant();
    Instant starts = wanted.startsAt() == null ? now : wanted.startsAt();
    if (!wanted.expiresAt().isAfter(starts)
        || !wanted.expiresAt().isAfter(now)
        || wanted.expiresAt().isAfter(starts.plus(LONGEST_SILENCE))) {
      throw Problem.badRequest(
          "expiresAt must be in the future, after startsAt and at most "
              + LONGEST_SILENCE.toDays()
              + " days after it");
    }
    return SilenceJson.of(
        mutings.add(
            new Silence(
                0, matcher, caller.name(), reason(wanted.reason()), starts, wanted.expiresAt())));
  }

  @DELETE
  @Path("/silences/{id}")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary = "End a silence now.",
      description = "Role responder. What it muted and still fails is told now.")
  @APIResponse(responseCode = "204", description = "Done")
  @APIResponse(responseCode = "404", description = "There is no such silence that has not ended")
  public void endSilence(@Context RoutingContext context, @PathParam("id") String id)
      throws SQLException {
    Caller caller = Caller.require(context, Role.RESPONDER);
    long number = number(id);
    boolean visible =
        mutings.all().silences().stream()
            .anyMatch(silence -> silence.id() == number && isOf(caller.sites(), silence.matcher()));
    if (!visible || !mutings.end(number)) {
      throw Problem.notFound("there is no silence with this id that has not ended");
    }
  }

  @GET
  @Path("/maintenance-windows")
  @Operation(summary = "Maintenance windows.", description = "Role viewer.")
  @APIResponse(responseCode = "200", description = "The windows")
  public All<WindowJson> windows(@Context RoutingContext context) throws SQLException {
    Caller caller = Caller.require(context, Role.VIEWER);
    return new All<>(
        mutings.all().windows().stream()
            .filter(window -> isOf(caller.sites(), window.matcher()))
            .map(WindowJson::of)
            .toList());
  }

  @POST
  @Path("/maintenance-windows")
  @Operation(
      summary = "Send no notices of something at certain times.",
      description =
          "Role responder. days such as SATURDAY on which it begins, from such as 22:00 on the clocks"
              + " of zone such as Europe/Dublin, minutes up to 10,080. The length does not change with"
              + " daylight saving.")
  @APIResponse(responseCode = "200", description = "The window")
  @APIResponse(responseCode = "400", description = "A value is wrong")
  @APIResponse(responseCode = "403", description = "It concerns sites the caller may not see")
  public WindowJson window(@Context RoutingContext context, WindowJson wanted) throws SQLException {
    Caller caller = Caller.require(context, Role.RESPONDER);
    if (wanted == null || wanted.zone() == null || wanted.from() == null || wanted.days() == null) {
      throw Problem.badRequest("give match, reason, zone, days, from and minutes");
    }
    Matcher matcher = matcher(caller, wanted.match());
    String reason = reason(wanted.reason());
    MaintenanceWindow.Recurrence recurrence;
    try {
      recurrence =
          new MaintenanceWindow.Recurrence(
              ZoneId.of(wanted.zone()),
              wanted.days(),
              LocalTime.parse(wanted.from()),
              Duration.ofMinutes(wanted.minutes()),
              Optional.ofNullable(wanted.first()),
              Optional.ofNullable(wanted.last()));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw Problem.badRequest("zone, days, from or minutes: " + e.getMessage());
    }
    long id = mutings.add(matcher, caller.name(), reason, recurrence);
    return WindowJson.of(new MaintenanceWindow(id, matcher, caller.name(), reason, recurrence));
  }

  @DELETE
  @Path("/maintenance-windows/{id}")
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Remove a maintenance window.", description = "Role responder.")
  @APIResponse(responseCode = "204", description = "Done")
  @APIResponse(responseCode = "404", description = "There is no such window")
  public void removeWindow(@Context RoutingContext context, @PathParam("id") String id)
      throws SQLException {
    Caller caller = Caller.require(context, Role.RESPONDER);
    long number = number(id);
    Muting all = mutings.all();
    boolean visible =
        all.windows().stream()
            .anyMatch(window -> window.id() == number && isOf(caller.sites(), window.matcher()));
    if (!visible || !mutings.removeWindow(number)) {
      throw Problem.notFound("there is no maintenance window with this id");
    }
  }

  private static Matcher matcher(Caller caller, MatcherJson json) {
    if (json == null) {
      throw Problem.badRequest("match is needed; an empty one mutes everything");
    }
    Matcher matcher;
    try {
      matcher = json.matcher();
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest("match: " + e.getMessage());
    }
    if (!isOf(caller.sites(), matcher)) {
      throw Problem.forbidden("match.site must name sites that the caller may see, without *");
    }
    return matcher;
  }

  /** Whether it concerns nothing but sites of the scope. */
  private static boolean isOf(SiteScope scope, Matcher matcher) {
    return scope.isAll()
        || (!matcher.sites().isEmpty()
            && new HashSet<>(matcher.sites())
                .stream().allMatch(site -> scope.includes(site.text())));
  }

  private static String reason(String text) {
    String reason = text == null ? "" : text.strip();
    if (reason.isEmpty() || reason.length() > LONGEST_REASON || reason.indexOf('\0') >= 0) {
      throw Problem.badRequest("reason must have 1 to " + LONGEST_REASON + " characters");
    }
    return reason;
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw Problem.notFound("ids are numbers");
    }
  }
}
