/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import io.hop444.alert.config.CheckedConfig;
import io.hop444.alert.domain.EventType;
import io.hop444.alert.domain.Incident;
import io.hop444.alert.domain.IncidentState;
import io.hop444.alert.event.EventBody;
import io.hop444.alert.notice.NoticeKind;
import io.hop444.alert.postgres.PostgresReminders.Due;
import io.hop444.alert.routing.Muting;
import io.hop444.alert.routing.Recipient;
import io.hop444.alert.routing.Route;
import io.hop444.alert.routing.Routing;
import io.hop444.alert.routing.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells what is due while nothing happens: repeats and escalations of what nobody has acknowledged,
 * and what was silenced when it began. Thread-safe, also across replicas.
 */
@ApplicationScoped
public class PostgresReminding {

  private Database database;
  private PostgresReminders reminders;
  private PostgresMuting mutings;
  private PostgresOutbox outbox;
  private EventBody bodies;
  private Routing routing;
  private Clock clock;

  PostgresReminding() {}

  /** Seven parts: it is where they meet. */
  @Inject
  PostgresReminding(
      Database database,
      PostgresReminders reminders,
      PostgresMuting mutings,
      PostgresOutbox outbox,
      EventBody bodies,
      CheckedConfig config,
      Clock clock) {
    this.database = database;
    this.reminders = reminders;
    this.mutings = mutings;
    this.outbox = outbox;
    this.bodies = bodies;
    this.routing = config.routing();
    this.clock = clock;
  }

  /** Tells what is due now; each subject in a transaction of its own. */
  public void remind() throws SQLException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    for (String subject : database.read(connection -> reminders.subjects(connection, now))) {
      if (database.transaction(connection -> remind(connection, subject, now)) > 0) {
        outbox.wake();
      }
    }
  }

  private static final String LOCK =
      """
      select i.*, e.pieces
        from incidents i
        left join evidence e on e.incident_id = i.id
       where i.id = ?
         for update of i skip locked
      """;

  private int remind(Connection connection, String subject, Instant now) throws SQLException {
    Optional<Incident> locked = lock(connection, subject);
    if (locked.isEmpty()) {
      return 0; // Somebody changes it at the moment: the next turn sees what became of it.
    }
    Incident incident = locked.get();
    List<Due> due = reminders.take(connection, subject, now);
    if (due.isEmpty() || incident.state() instanceof IncidentState.Resolved) {
      return 0;
    }
    Optional<Muting.Mute> mute = mutings.at(connection, now).of(Subject.of(incident), now);
    if (mute.isPresent()) {
      for (Due one : due) {
        reminders.put(
            connection, subject, new Due(one.route(), one.kind(), one.step(), mute.get().until()));
      }
      return 0;
    }
    Set<String> knowing =
        NotificationPlanner.knowing(connection, Set.of(subject))
            .getOrDefault(subject, new LinkedHashSet<>());
    List<PlannedDelivery> planned = new ArrayList<>();
    for (Due one : due) {
      for (String target : targets(connection, incident, one, now)) {
        planned.add(delivery(incident, target, one, !knowing.add(target), now));
      }
    }
    outbox.tell(connection, planned);
    return planned.size();
  }

  private static Optional<Incident> lock(Connection connection, String id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
      statement.setString(1, id);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? Optional.of(IncidentRow.read(row, Json.evidence(row.getString("pieces"))))
            : Optional.empty();
      }
    }
  }

  /** Whom a reminder is for; plans the next one. */
  private Set<String> targets(Connection connection, Incident incident, Due due, Instant now)
      throws SQLException {
    if (due.kind() == NoticeKind.UNMUTED) {
      List<Route> routes = routing.routesOf(Subject.of(incident), now);
      if (incident.state() instanceof IncidentState.Open) {
        reminders.schedule(connection, incident.id(), routes, now);
      }
      return Recipient.targets(routes).keySet();
    }
    Optional<Route> route = routing.route(due.route());
    if (route.isEmpty() || !(incident.state() instanceof IncidentState.Open)) {
      return Set.of();
    }
    if (due.kind() == NoticeKind.ESCALATION) {
      return due.step() < route.get().plan().escalations().size()
          ? new LinkedHashSet<>(route.get().plan().escalations().get(due.step()).targets())
          : Set.of();
    }
    Optional<Duration> repeat = route.get().plan().repeat();
    if (repeat.isEmpty()) {
      return Set.of();
    }
    reminders.put(
        connection,
        incident.id(),
        new Due(due.route(), due.kind(), due.step(), now.plus(repeat.get())));
    return new LinkedHashSet<>(route.get().plan().targets());
  }

  private PlannedDelivery delivery(
      Incident incident, String target, Due due, boolean known, Instant now) {
    EventType type = known ? EventType.UPDATED : EventType.OPENED;
    String name =
        String.join(
            "\n",
            incident.id(),
            due.kind().name(),
            due.route(),
            Integer.toString(due.step()),
            due.dueAt().toString());
    return new PlannedDelivery(
        target,
        new PlannedDelivery.Event(
            incident.id(), type.wireName(), due.kind(), PlannedDelivery.webhookId(name), now),
        Optional.of(bodies.of(type, now, incident)),
        PlannedDelivery.Timing.NOW);
  }
}
