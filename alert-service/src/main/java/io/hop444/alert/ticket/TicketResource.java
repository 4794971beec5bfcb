/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.ticket;

import io.hop444.alert.config.CheckedConfig;
import io.hop444.alert.notice.JsonText;
import io.hop444.alert.postgres.PostgresTickets;
import io.hop444.alert.problem.Problem;
import io.hop444.alert.receiver.Inbound;
import io.hop444.alert.receiver.TargetSpec;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirements;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Messages of ticket systems. */
@Singleton
@Path("/tickets/{target}")
@Tag(name = "tickets")
public class TicketResource {

  private final Map<String, Inbound> inbounds = new HashMap<>();
  private final Map<String, TicketSignature> signatures = new HashMap<>();
  private final PostgresTickets tickets;
  private final Duration reopenWindow;
  private final Clock clock;

  @Inject
  TicketResource(CheckedConfig config, PostgresTickets tickets, Clock clock) {
    this.tickets = tickets;
    this.reopenWindow = config.reopenWindow();
    this.clock = clock;
    for (TargetSpec target : config.targets()) {
      target
          .inbound()
          .ifPresent(
              inbound -> {
                inbounds.put(target.name(), inbound);
                signatures.put(target.name(), new TicketSignature(inbound.secrets()));
              });
    }
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @SecurityRequirements
  @Operation(
      summary = "A ticket system says what became of a ticket.",
      description =
          "No token: the message is signed with the target's inbound secret, as Standard Webhooks, by"
              + " X-PagerDuty-Signature or by X-Hub-Signature. Fields and states are read as the file"
              + " of routes says. The same message again changes nothing.")
  @APIResponse(responseCode = "204", description = "Taken, or known already")
  @APIResponse(responseCode = "400", description = "It does not say which incident it is about")
  @APIResponse(responseCode = "401", description = "No signature that holds")
  @APIResponse(responseCode = "404", description = "There is no such incident")
  public void take(@Context RoutingContext context, @PathParam("target") String target, byte[] body)
      throws SQLException {
    TicketSignature signature = signatures.get(target);
    // Whether there is such a target is nobody's business who cannot sign for it.
    String id =
        Optional.ofNullable(signature)
            .flatMap(one -> one.proven(context.request()::getHeader, body, clock.instant()))
            .filter(one -> one.length() <= 256 && one.indexOf('\0') < 0)
            .orElseThrow(Problem::unsigned);
    Inbound inbound = inbounds.get(target);
    TicketMessage message;
    try {
      message =
          TicketMessage.read(
              JsonText.read(new String(body, StandardCharsets.UTF_8)), inbound, target);
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest("the message " + e.getMessage());
    }
    if (tickets.take(stored(id, target, message, inbound))
        == PostgresTickets.Taken.NO_SUCH_INCIDENT) {
      throw Problem.notFound("there is no incident of this key");
    }
  }

  private PostgresTickets.Message stored(
      String id, String target, TicketMessage message, Inbound inbound) throws SQLException {
    Optional<Inbound.TicketAction> action = message.state().map(inbound.states()::get);
    String incident =
        message.key().isEmpty()
            ? tickets.incidentOf(target, message.ticket()).orElse("")
            : message.key();
    return new PostgresTickets.Message(
        id,
        incident,
        new PostgresTickets.Ticket(
            target,
            message.ticket(),
            message.link().orElse(null),
            message.state().orElse(null),
            message.state().isEmpty() || action.isPresent(),
            message.who().assignee().orElse(null),
            clock.instant()),
        message.wishes(action, reopenWindow));
  }
}
