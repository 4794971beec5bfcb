/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import io.hop444.alert.access.Caller;
import io.hop444.alert.config.CheckedConfig;
import io.hop444.alert.domain.CertificateInUse;
import io.hop444.alert.domain.Role;
import io.hop444.alert.domain.ServerState;
import io.hop444.alert.postgres.PostgresEstate;
import io.hop444.alert.postgres.PostgresWatched;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The whole estate at a glance. */
@Path("/api/v1/estate")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "estate")
public class EstateResource {

  /** Ten times the largest estate this is made for. */
  private static final int MOST_SERVERS = 5_000;

  /** Findings have no end: what was not seen for so long says nothing of now. */
  static final Duration RECENT = Duration.ofHours(24);

  private final PostgresEstate estate;
  private final PostgresWatched watched;
  private final Duration quietAfter;
  private final Clock clock;

  @Inject
  EstateResource(
      PostgresEstate estate, PostgresWatched watched, CheckedConfig config, Clock clock) {
    this.estate = estate;
    this.watched = watched;
    this.quietAfter = config.routing().watch().collectorQuiet();
    this.clock = clock;
  }

  /**
   * The estate.
   *
   * @param state the worst of its sites'
   * @param truncated whether there are more servers than are shown
   * @param watched collectors and the correlator
   */
  public record Estate(
      ServerState state, boolean truncated, List<Site> sites, List<PostgresWatched.Part> watched) {}

  /** A site with its servers; {@code state} is the worst of theirs. */
  public record Site(String site, ServerState state, List<Server> servers) {}

  /**
   * A server.
   *
   * @param incidents ids of those that are not resolved, the last to have started first
   * @param findings recent ones of severity OUTAGE or WARNING
   * @param certificateEndsAt of those in use that which ends first; null when none is known
   * @param lagBytes read by nobody yet, over all its logs
   * @param readUpTo event time of the latest row that was read; null when nothing was
   * @param seenAt last sign of life of a collector; null when there was none
   */
  public record Server(
      String server,
      ServerState state,
      List<String> incidents,
      long open,
      long acknowledged,
      List<String> causes,
      long findings,
      long openGaps,
      List<InUse> certificates,
      Instant certificateEndsAt,
      List<String> collectors,
      long logCount,
      long lagBytes,
      Instant readUpTo,
      Instant seenAt) {

    static Server of(PostgresEstate.Server server, Duration quietAfter, Instant now) {
      Instant end =
          server.certificates().stream()
              .map(certificate -> certificate.bound().notAfter())
              .min(Instant::compareTo)
              .orElse(null);
      return new Server(
          server.name().server(),
          ServerState.of(
              new ServerState.Signs(
                  server.open(),
                  server.acknowledged(),
                  server.findings() > 0,
                  end,
                  server.openGaps(),
                  server.seenAt()),
              quietAfter,
              now),
          server.incidents(),
          server.open(),
          server.acknowledged(),
          server.causes(),
          server.findings(),
          server.openGaps(),
          server.certificates().stream().map(InUse::of).toList(),
          end,
          server.collectors(),
          server.logs(),
          server.lagBytes(),
          server.readUpTo(),
          server.seenAt());
    }
  }

  /**
   * A certificate that serves an endpoint.
   *
   * @param origin who saw it: INVENTORY, NETSH or PROBE
   * @param seenAt when it was seen last
   */
  public record InUse(
      String endpoint,
      String thumbprint,
      String subject,
      Instant notBefore,
      Instant notAfter,
      String origin,
      Instant seenAt) {

    static InUse of(CertificateInUse used) {
      return new InUse(
          used.bound().endpoint(),
          used.bound().thumbprint(),
          used.bound().subject(),
          used.bound().notBefore(),
          used.bound().notAfter(),
          used.origin().name(),
          used.seenAt());
    }
  }

  @GET
  @Operation(
      summary = "Every server of every site: how it does, its certificates and how far it is read.",
      description =
          "Role viewer. Servers of the caller's sites of which anything was heard. Findings count for a"
              + " day after they were last seen; a certificate that ends within 30 days is a warning."
              + " At most 5,000 servers.")
  @APIResponse(responseCode = "200", description = "The estate")
  public Estate show(@Context RoutingContext context) throws SQLException {
    Caller caller = Caller.require(context, Role.VIEWER);
    Instant now = clock.instant();
    List<PostgresEstate.Server> found =
        estate.servers(caller.sites(), now.minus(RECENT), MOST_SERVERS + 1);
    boolean truncated = found.size() > MOST_SERVERS;
    Map<String, List<Server>> bySite = new TreeMap<>();
    for (PostgresEstate.Server server : truncated ? found.subList(0, MOST_SERVERS) : found) {
      bySite
          .computeIfAbsent(server.name().site(), unused -> new ArrayList<>())
          .add(Server.of(server, quietAfter, now));
    }
    List<Site> sites =
        bySite.entrySet().stream()
            .map(
                entry ->
                    new Site(
                        entry.getKey(),
                        ServerState.worst(entry.getValue().stream().map(Server::state).toList()),
                        entry.getValue()))
            .toList();
    return new Estate(
        ServerState.worst(sites.stream().map(Site::state).toList()),
        truncated,
        sites,
        watched.all(caller.sites()));
  }
}
