/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import io.hop444.alert.access.AuditFilter;
import io.hop444.alert.access.Caller;
import io.hop444.alert.access.Tokens;
import io.hop444.alert.domain.Role;
import io.hop444.alert.domain.SiteScope;
import io.hop444.alert.postgres.PageKey;
import io.hop444.alert.postgres.PostgresTokens;
import io.hop444.alert.postgres.PostgresTokens.Grant;
import io.hop444.alert.problem.Problem;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** API tokens. */
@Path("/api/v1/tokens")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "tokens")
public class TokenResource {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");
  private static final int MOST_SITES = 1_000;

  private final Tokens tokens;
  private final Clock clock;

  @Inject
  TokenResource(Tokens tokens, Clock clock) {
    this.tokens = tokens;
    this.clock = clock;
  }

  /**
   * What the token is for.
   *
   * @param sites null for all
   * @param expiresAt null for a token that stays until it is revoked
   */
  public record Wanted(String name, String role, List<String> sites, Instant expiresAt) {}

  /** The token, shown this once. */
  public record Made(
      String name, String role, List<String> sites, Instant expiresAt, String token) {}

  /**
   * A token without what it consists of.
   *
   * @param valid it is neither revoked nor expired
   */
  public record Listed(
      String name,
      String role,
      List<String> sites,
      Instant expiresAt,
      String createdBy,
      Instant createdAt,
      Instant revokedAt,
      boolean valid) {}

  @GET
  @Operation(
      summary = "The tokens there are and were, the last made first.",
      description = "Role admin. The token of the file alert.admin-token-file is not among them.")
  @APIResponse(responseCode = "200", description = "A page; next is the cursor of the one after it")
  public Page<Listed> list(
      @Context RoutingContext context,
      @QueryParam("limit") String limit,
      @QueryParam("cursor") String cursor)
      throws SQLException {
    Caller.require(context, Role.ADMIN);
    int size = Parameters.limit(limit);
    return Page.of(
        tokens.page(Parameters.cursor(cursor), size + 1),
        size,
        this::listed,
        token -> new PageKey(token.createdAt(), token.grant().name()));
  }

  private Listed listed(PostgresTokens.Listed token) {
    Grant grant = token.grant();
    return new Listed(
        grant.name(),
        name(grant.role()),
        sites(grant),
        grant.expiresAt().orElse(null),
        token.createdBy(),
        token.createdAt(),
        token.revokedAt().orElse(null),
        token.revokedAt().isEmpty()
            && grant.expiresAt().map(end -> clock.instant().isBefore(end)).orElse(true));
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Make a token.",
      description =
          "Role admin. role is viewer, responder or admin. sites limits what it shows and may"
              + " change; a token of role admin has all. The token is shown this once; only its"
              + " hash is kept.")
  @APIResponse(
      responseCode = "201",
      description = "The token",
      content = @Content(schema = @Schema(implementation = Made.class)))
  @APIResponse(responseCode = "409", description = "The name is taken")
  public Response create(@Context RoutingContext context, Wanted wanted) throws SQLException {
    Caller caller = Caller.require(context, Role.ADMIN);
    Grant grant = grant(wanted);
    AuditFilter.detail(
        context,
        "name=%s role=%s sites=%s expiresAt=%s"
            .formatted(
                grant.name(),
                name(grant.role()),
                grant.sites().isAll() ? "all" : String.join(",", sites(grant)),
                grant.expiresAt().map(Instant::toString).orElse("never")));
    String token =
        tokens
            .create(grant, caller.name())
            .orElseThrow(() -> Problem.conflict("the name is taken; names are not used twice"));
    return Response.status(Response.Status.CREATED)
        .header("Cache-Control", "no-store")
        .entity(
            new Made(
                grant.name(),
                name(grant.role()),
                sites(grant),
                grant.expiresAt().orElse(null),
                token))
        .build();
  }

  private Grant grant(Wanted wanted) {
    if (wanted == null || wanted.name() == null || !NAME.matcher(wanted.name()).matches()) {
      throw Problem.badRequest("name must be 1 to 64 of the characters A-Z a-z 0-9 . _ @ -");
    }
    Role role = role(wanted.role());
    SiteScope sites = wanted.sites() == null ? SiteScope.ALL : scope(role, wanted.sites());
    if (wanted.expiresAt() != null && !wanted.expiresAt().isAfter(clock.instant())) {
      throw Problem.badRequest("expiresAt must be in the future; leave it out for no expiry");
    }
    return new Grant(wanted.name(), role, sites, Optional.ofNullable(wanted.expiresAt()));
  }

  private static SiteScope scope(Role role, List<String> sites) {
    if (role == Role.ADMIN) {
      throw Problem.badRequest("a token of role admin has all sites; leave sites out");
    }
    if (sites.isEmpty()
        || sites.size() > MOST_SITES
        || sites.stream().anyMatch(site -> site == null || site.isBlank())) {
      throw Problem.badRequest(
          "sites must name 1 to " + MOST_SITES + " sites; leave it out for all");
    }
    sites.forEach(site -> Parameters.text("sites", site));
    return SiteScope.of(sites);
  }

  private static Role role(String text) {
    for (Role role : Role.values()) {
      if (role.name().equalsIgnoreCase(text)) {
        return role;
      }
    }
    throw Problem.badRequest("role must be viewer, responder or admin");
  }

  private static String name(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  /** In order; null for all. */
  private static List<String> sites(Grant grant) {
    return grant.sites().sites().map(names -> names.stream().sorted().toList()).orElse(null);
  }

  @DELETE
  @Path("/{name}")
  @Operation(
      summary = "Make a token invalid.",
      description =
          "Role admin. In effect here at once, in other replicas within seconds; connections to the"
              + " feed end with their next heartbeat.")
  @APIResponse(responseCode = "204", description = "Done")
  @APIResponse(responseCode = "404", description = "There is no such token")
  public void revoke(@Context RoutingContext context, @PathParam("name") String name)
      throws SQLException {
    Caller.require(context, Role.ADMIN);
    if (!NAME.matcher(name).matches() || !tokens.revoke(name)) {
      throw Problem.notFound("there is no valid token with this name");
    }
  }
}
