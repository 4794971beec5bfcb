/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.http;

import io.hop444.alert.access.AuditFilter;
import io.hop444.alert.access.Caller;
import io.hop444.alert.domain.Role;
import io.hop444.alert.postgres.PostgresErasure;
import io.hop444.alert.postgres.PostgresRetention;
import io.hop444.alert.problem.Problem;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What is removed: old data, and people. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "data")
public class DataResource {

  private final PostgresRetention retention;
  private final PostgresErasure erasure;

  @Inject
  DataResource(PostgresRetention retention, PostgresErasure erasure) {
    this.retention = retention;
    this.erasure = erasure;
  }

  /** What is old. */
  public record OldData(List<Item> items) {}

  /**
   * A partition, or the old rows of a table.
   *
   * @param before month (UTC) before which it is old enough
   * @param keptBecause null when it goes
   */
  public record Item(String what, String before, long rows, String keptBecause) {}

  /** Whom to erase. */
  public record Erasure(String pseudonym) {}

  /** Rows changed, by table and column. */
  public record Erased(Map<String, Long> changed) {}

  @GET
  @Path("/retention")
  @Operation(
      summary = "What retention would remove now (dry run), and what is old but stays.",
      description = "Role admin. Ages are set by alert.retention.*; whole months in UTC.")
  @APIResponse(responseCode = "200", description = "The plan")
  public OldData plan(@Context RoutingContext context) throws SQLException {
    Caller.require(context, Role.ADMIN);
    return told(retention.plan());
  }

  @POST
  @Path("/retention/runs")
  @Operation(
      summary = "Remove now what the dry run shows.",
      description = "Role admin. There is no way back but a backup.")
  @APIResponse(responseCode = "200", description = "What went, and what is old but stays")
  public OldData run(@Context RoutingContext context) throws SQLException {
    Caller.require(context, Role.ADMIN);
    List<PostgresRetention.Item> done = retention.apply();
    AuditFilter.detail(
        context,
        "removed="
            + String.join(
                ",",
                done.stream()
                    .filter(item -> item.keptBecause() == null)
                    .map(PostgresRetention.Item::what)
                    .toList()));
    return told(done);
  }

  private static OldData told(List<PostgresRetention.Item> items) {
    return new OldData(
        items.stream()
            .map(
                item ->
                    new Item(
                        item.what(), item.before().toString(), item.rows(), item.keptBecause()))
            .toList());
  }

  @POST
  @Path("/erasures")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Erase the pseudonym of a person or an address everywhere.",
      description =
          "Role admin. Replaces it by u-erased or a-erased in incidents, evidence, findings, gaps,"
              + " timeline, feed and whatever else is stored here; not in the audit, which holds"
              + " none. An incident that is still open may bring it again with its next update, as"
              + " long as the topics hold it: erase again when it is resolved.")
  @APIResponse(responseCode = "200", description = "Rows changed, by table and column")
  @APIResponse(responseCode = "400", description = "This is no pseudonym")
  public Erased erase(@Context RoutingContext context, Erasure wanted) throws SQLException {
    Caller.require(context, Role.ADMIN);
    if (wanted == null
        || wanted.pseudonym() == null
        || !PostgresErasure.PSEUDONYM.matcher(wanted.pseudonym()).matches()) {
      throw Problem.badRequest(
          "pseudonym must be u- or a- and 16 hexadecimal digits, as evidence shows it");
    }
    Map<String, Long> changed = erasure.erase(wanted.pseudonym());
    AuditFilter.detail(
        context, "rows=" + changed.values().stream().mapToLong(Long::longValue).sum());
    return new Erased(changed);
  }
}
