/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import io.hop444.alert.domain.ChangeDecision;
import io.hop444.alert.domain.Incident;
import io.hop444.alert.notice.DedupKey;
import io.hop444.alert.postgres.PostgresIncidentStore.Wish;
import io.hop444.alert.postgres.PostgresIncidentStore.WishWithText;
import io.hop444.alert.receiver.Inbound;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a ticket system says, read by the fields of the file of routes.
 *
 * @param key our key or the incident's id; empty when it names only its own number
 */
record TicketMessage(
    String key,
    String ticket,
    Optional<String> link,
    Optional<String> state,
    Who who,
    String text) {

  private static final int LONGEST = 500;

  /** Who works on the ticket, and who changed it, in words. */
  record Who(Optional<String> assignee, String by) {}

  /**
   * @param target the ticket system's name, where it does not say who changed the ticket
   * @throws IllegalArgumentException which field is missing
   */
  static TicketMessage read(JsonNode json, Inbound inbound, String target) {
    String key = value(json, inbound, Inbound.Field.KEY).orElse("");
    String ticket = value(json, inbound, Inbound.Field.TICKET).orElse("");
    if (key.isEmpty() && ticket.isEmpty()) {
      throw new IllegalArgumentException(
          "neither "
              + inbound.fields().get(Inbound.Field.KEY)
              + " nor "
              + inbound.fields().get(Inbound.Field.TICKET)
              + " is there: the incident is not named");
    }
    return new TicketMessage(
        key.isEmpty() ? "" : DedupKey.subjectOf(key),
        ticket.isEmpty() ? key : ticket,
        value(json, inbound, Inbound.Field.LINK).filter(link -> link.matches("https?://.*")),
        value(json, inbound, Inbound.Field.STATE),
        new Who(
            value(json, inbound, Inbound.Field.ASSIGNEE),
            value(json, inbound, Inbound.Field.BY).orElse(target)),
        value(json, inbound, Inbound.Field.TEXT).orElse(""));
  }

  private static Optional<String> value(JsonNode json, Inbound inbound, Inbound.Field field) {
    JsonNode node = json.at(inbound.fields().get(field));
    if (node.isMissingNode() || node.isNull() || node.isContainerNode()) {
      return Optional.empty();
    }
    String text = node.asText().replace('\0', ' ').strip();
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(text.length() <= LONGEST ? text : text.substring(0, LONGEST));
  }

  /** What it means for the incident; the note of the ticket itself is the first. */
  List<WishWithText> wishes(Optional<Inbound.TicketAction> action, Duration reopenWindow) {
    String said =
        ticket
            + state.map(one -> " is " + one).orElse("")
            + (state.isPresent() && action.isEmpty() ? " (unmapped)" : "")
            + ", by "
            + who.by()
            + (text.isEmpty() ? "" : ": " + text);
    List<WishWithText> wishes = new ArrayList<>();
    wishes.add(new WishWithText(said, (incident, now) -> Optional.of(incident.onTicket(now))));
    who.assignee()
        .ifPresent(
            name ->
                wishes.add(
                    new WishWithText(
                        "to " + name,
                        (incident, now) -> incident.onAssign(Optional.of(name), now))));
    action.ifPresent(one -> wishes.add(new WishWithText(said, wish(one, said, reopenWindow))));
    return wishes;
  }

  private Wish wish(Inbound.TicketAction action, String said, Duration reopenWindow) {
    return (incident, now) -> decision(action, said, reopenWindow, incident, now);
  }

  private Optional<ChangeDecision.Store> decision(
      Inbound.TicketAction action,
      String said,
      Duration reopenWindow,
      Incident incident,
      Instant now) {
    return switch (action) {
      case NONE -> Optional.empty();
      case ACKNOWLEDGE -> incident.onAcknowledge(who.by(), now);
      case RESOLVE -> incident.onResolve(who.by(), said, now);
      case REOPEN -> incident.onReopen(reopenWindow, now);
    };
  }
}
