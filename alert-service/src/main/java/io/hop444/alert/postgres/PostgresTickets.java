/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What ticket systems say of incidents. */
@ApplicationScoped
public class PostgresTickets {

  /** Longer than any ticket system tries again. */
  private static final Duration REMEMBERED = Duration.ofDays(30);

  private Database database;
  private PostgresIncidentStore store;
  private Clock clock;

  PostgresTickets() {}

  @Inject
  PostgresTickets(Database database, PostgresIncidentStore store, Clock clock) {
    this.database = database;
    this.store = store;
    this.clock = clock;
  }

  /**
   * A ticket as it stands.
   *
   * @param target which ticket system
   * @param state in its own words; null when it said none
   * @param mapped whether it is known what the state means
   */
  public record Ticket(
      String target,
      String number,
      String link,
      String state,
      boolean mapped,
      String assignee,
      Instant updatedAt) {}

  /**
   * A message of a ticket system.
   *
   * @param id the same when it is sent again
   * @param wishes what it means for the incident, with words for the timeline
   */
  public record Message(
      String id,
      String incidentId,
      Ticket ticket,
      List<PostgresIncidentStore.WishWithText> wishes) {}

  /** What became of a message. */
  public enum Taken {
    DONE,
    KNOWN,
    NO_SUCH_INCIDENT
  }

  private static final String REMEMBER =
      """
      insert into ticket_messages (target, message_id, at)
      values (?, ?, ?)
      on conflict do nothing
      """;

  private static final String FORGET = "delete from ticket_messages where at < ?";

  /** Takes a message once: all of it, or nothing. */
  public Taken take(Message message) throws SQLException {
    Taken taken =
        database.transaction(
            connection -> {
              if (!remember(connection, message)) {
                return Taken.KNOWN;
              }
              boolean changed = put(connection, message.incidentId(), message.ticket());
              boolean known =
                  store.handleAll(
                      connection,
                      message.incidentId(),
                      NotificationPlanner.TICKET_ACTOR + message.ticket().target(),
                      changed ? message.wishes() : withoutTicket(message));
              if (!known) {
                connection.rollback();
                return Taken.NO_SUCH_INCIDENT;
              }
              return Taken.DONE;
            });
    store.wake();
    return taken;
  }

  /** The first wish is the note of the ticket itself. */
  private static List<PostgresIncidentStore.WishWithText> withoutTicket(Message message) {
    return message.wishes().subList(1, message.wishes().size());
  }

  private boolean remember(Connection connection, Message message) throws SQLException {
    Instant now = clock.instant();
    try (PreparedStatement forget = connection.prepareStatement(FORGET);
        PreparedStatement statement = connection.prepareStatement(REMEMBER)) {
      forget.setObject(1, Columns.time(now.minus(REMEMBERED)));
      forget.executeUpdate();
      statement.setString(1, message.ticket().target());
      statement.setString(2, message.id());
      statement.setObject(3, Columns.time(now));
      return statement.executeUpdate() > 0;
    }
  }

  private static final String PUT =
      """
      insert into tickets as known (
        incident_id, target, number, link, state, mapped, assignee, updated_at)
      select id, ?, ?, ?, ?, ?, ?, ? from incidents where id = ?
      on conflict (incident_id, target) do update
         set number = excluded.number, link = coalesce(excluded.link, known.link),
             state = coalesce(excluded.state, known.state), mapped = excluded.mapped,
             assignee = coalesce(excluded.assignee, known.assignee),
             updated_at = excluded.updated_at
       where (known.number, known.link, known.state, known.assignee)
             is distinct from
             (excluded.number, coalesce(excluded.link, known.link),
              coalesce(excluded.state, known.state), coalesce(excluded.assignee, known.assignee))
      """;

  /** Whether it says anything new. */
  private static boolean put(Connection connection, String incident, Ticket ticket)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PUT)) {
      statement.setString(1, ticket.target());
      statement.setString(2, ticket.number());
      statement.setString(3, ticket.link());
      statement.setString(4, ticket.state());
      statement.setBoolean(5, ticket.mapped());
      statement.setString(6, ticket.assignee());
      statement.setObject(7, Columns.time(ticket.updatedAt()));
      statement.setString(8, incident);
      return statement.executeUpdate() > 0;
    }
  }

  private static final String OF = "select * from tickets where incident_id = ? order by target";

  /** The tickets of an incident. */
  public List<Ticket> of(String incident) throws SQLException {
    return database.read(
        connection -> {
          List<Ticket> tickets = new ArrayList<>();
          try (PreparedStatement statement = connection.prepareStatement(OF)) {
            statement.setString(1, incident);
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                tickets.add(
                    new Ticket(
                        row.getString("target"),
                        row.getString("number"),
                        row.getString("link"),
                        row.getString("state"),
                        row.getBoolean("mapped"),
                        row.getString("assignee"),
                        Columns.instant(row, "updated_at")));
              }
            }
          }
          return tickets;
        });
  }

  private static final String INCIDENT_OF =
      "select incident_id from tickets where target = ? and number = ? limit 1";

  /** The incident of a ticket that a ticket system names by its own number. */
  public Optional<String> incidentOf(String target, String number) throws SQLException {
    return database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(INCIDENT_OF)) {
            statement.setString(1, target);
            statement.setString(2, number);
            try (ResultSet row = statement.executeQuery()) {
              return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
          }
        });
  }
}
