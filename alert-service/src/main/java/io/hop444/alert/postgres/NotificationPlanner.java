/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import io.hop444.alert.config.CheckedConfig;
import io.hop444.alert.domain.EventType;
import io.hop444.alert.domain.Incident;
import io.hop444.alert.event.EventBody;
import io.hop444.alert.notice.NoticeKind;
import io.hop444.alert.routing.Flapping;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides, in the transaction of a change, who is told of it: routes, silences and maintenance
 * windows, events of whole sites, and incidents that come and go. Writes the reminders that follow
 * from it.
 */
@ApplicationScoped
class NotificationPlanner {

  /** Before the name of the target in the actor of a change that its ticket system made. */
  static final String TICKET_ACTOR = "ticket:";

  private Routing routing;
  private EventBody bodies;
  private PostgresMuting mutings;
  private PostgresReminders reminders;
  private PostgresGroups groups;

  NotificationPlanner() {}

  @Inject
  NotificationPlanner(
      CheckedConfig config,
      EventBody bodies,
      PostgresMuting mutings,
      PostgresReminders reminders,
      PostgresGroups groups) {
    this(config.routing(), bodies, mutings, reminders, groups);
  }

  NotificationPlanner(
      Routing routing,
      EventBody bodies,
      PostgresMuting mutings,
      PostgresReminders reminders,
      PostgresGroups groups) {
    this.routing = routing;
    this.bodies = bodies;
    this.mutings = mutings;
    this.reminders = reminders;
    this.groups = groups;
  }

  /**
   * What is told.
   *
   * @param ofChanges for each change, in their order
   * @param others of events that several incidents make together
   */
  record Plan(List<List<PlannedDelivery>> ofChanges, List<PlannedDelivery> others) {}

  Plan plan(Connection connection, List<StoredChange> changes) throws SQLException {
    List<List<PlannedDelivery>> planned = new ArrayList<>();
    List<PlannedDelivery> others = new ArrayList<>();
    if (routing.updates().isEmpty()) {
      changes.forEach(unused -> planned.add(List.of()));
      return new Plan(planned, others);
    }
    Muting muting = mutings.at(connection, changes.get(0).at());
    if (routing.isPlain() && muting.equals(Muting.NONE)) {
      changes.forEach(change -> planned.add(toAll(change)));
      return new Plan(planned, others);
    }
    Map<String, Set<String>> knowing =
        knowing(connection, changes.stream().map(StoredChange::incidentId).toList());
    for (StoredChange change : changes) {
      planned.add(
          of(
              connection,
              change,
              muting,
              knowing.computeIfAbsent(change.incidentId(), unused -> new LinkedHashSet<>()),
              others));
    }
    return new Plan(planned, others);
  }

  private List<PlannedDelivery> toAll(StoredChange change) {
    return routing.root().plan().targets().stream()
        .filter(target -> !change.actor().equals(TICKET_ACTOR + target))
        .map(
            target ->
                delivery(change, new Recipient(target, false, java.time.Duration.ZERO), false))
        .toList();
  }

  private List<PlannedDelivery> of(
      Connection connection,
      StoredChange change,
      Muting muting,
      Set<String> knowing,
      List<PlannedDelivery> others)
      throws SQLException {
    Incident incident = change.decision().after();
    Subject subject = Subject.of(incident);
    List<Route> routes = routing.routesOf(subject, change.at());
    Optional<Muting.Mute> mute = muting.of(subject, change.at());
    PostgresGroups.Membership group =
        groups.follow(connection, routing.inhibition(), change, mute.isPresent());
    group.event().ifPresent(event -> others.addAll(ofGroup(event, routes, change.at())));
    boolean muted = mute.isPresent() || group.hidden();
    boolean held = change.type() != EventType.OPENED && flaps(connection, change);
    List<PlannedDelivery> planned = new ArrayList<>();
    for (Recipient recipient :
        Recipient.of(
            routing,
            routes,
            knowing,
            change.type(),
            change.decision().notification().reason(),
            muted)) {
      // No loops: a ticket system is not told what it said.
      if (!change.actor().equals(TICKET_ACTOR + recipient.target())) {
        planned.add(delivery(change, recipient, held));
      }
      knowing.add(recipient.target());
    }
    remind(connection, change, routes, mute, group.hidden());
    return planned;
  }

  private PlannedDelivery delivery(StoredChange change, Recipient recipient, boolean held) {
    boolean first = recipient.first() && change.type() != EventType.OPENED;
    EventType type = first ? EventType.OPENED : change.type();
    PlannedDelivery.Timing timing =
        new PlannedDelivery.Timing(
            change.decision().notification().urgent(),
            held ? routing.flapping().hold() : recipient.delay(),
            held);
    return new PlannedDelivery(
        recipient.target(),
        new PlannedDelivery.Event(
            change.incidentId(),
            type.wireName(),
            NoticeKind.EVENT,
            change.webhookId(),
            change.at()),
        first
            ? Optional.of(bodies.of(type, change.at(), change.decision().after()))
            : Optional.empty(),
        timing);
  }

  private List<PlannedDelivery> ofGroup(
      PostgresGroups.GroupEvent event, List<Route> routes, Instant at) {
    List<PlannedDelivery> planned = new ArrayList<>();
    Set<String> targets =
        event.told().isEmpty() ? Recipient.targets(routes).keySet() : event.told();
    for (String target : targets) {
      boolean update = event.type().endsWith(".updated");
      planned.add(
          new PlannedDelivery(
              target,
              new PlannedDelivery.Event(
                  event.subject(),
                  event.type(),
                  NoticeKind.EVENT,
                  PlannedDelivery.webhookId(event.subject() + '\n' + event.type() + '\n' + at),
                  at),
              Optional.of(event.body()),
              new PlannedDelivery.Timing(!update, java.time.Duration.ZERO, false)));
    }
    return planned;
  }

  private void remind(
      Connection connection,
      StoredChange change,
      List<Route> routes,
      Optional<Muting.Mute> mute,
      boolean hidden)
      throws SQLException {
    switch (change.type()) {
      case OPENED, REOPENED -> {
        reminders.forget(connection, change.incidentId());
        if (mute.isPresent()) {
          reminders.atEndOf(connection, change.incidentId(), mute.get().until());
          noteMuted(connection, change, mute.get().by(), "until " + mute.get().until());
        } else if (hidden) {
          noteMuted(connection, change, "routes", "part of an event that is told as one");
        } else {
          reminders.schedule(connection, change.incidentId(), routes, change.at());
        }
      }
      case ACKNOWLEDGED, RESOLVED -> reminders.forget(connection, change.incidentId());
      case UPDATED, ASSIGNED, COMMENTED, SEVERITY_CHANGED, TICKET_CHANGED -> {
        // Nothing that changes whom to remind.
      }
    }
  }

  private static final String NOTE_MUTED =
      """
      insert into timeline (at, incident_id, version, type, event_at, actor, text)
      values (?, ?, ?, 'notices.muted', null, ?, ?)
      """;

  private static void noteMuted(Connection connection, StoredChange change, String by, String text)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(NOTE_MUTED)) {
      statement.setObject(1, Columns.time(change.at()));
      statement.setString(2, change.incidentId());
      statement.setLong(3, change.version());
      statement.setString(4, by);
      statement.setString(5, text);
      statement.executeUpdate();
    }
  }

  private static final String REOPENINGS =
      """
      select count(*) from timeline where incident_id = ? and type = 'incident.reopened' and at > ?
      """;

  /** The change itself stands in the timeline already. */
  private boolean flaps(Connection connection, StoredChange change) throws SQLException {
    Flapping flapping = routing.flapping();
    boolean comesOrGoes =
        change.type() == EventType.RESOLVED || change.type() == EventType.REOPENED;
    if (!comesOrGoes || change.eventAt().isEmpty()) {
      return false;
    }
    try (PreparedStatement statement = connection.prepareStatement(REOPENINGS)) {
      statement.setString(1, change.incidentId());
      statement.setObject(2, Columns.time(change.at().minus(flapping.within())));
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getLong(1) >= flapping.reopenings();
      }
    }
  }

  private static final String KNOWING =
      """
      select distinct incident_id, target
        from deliveries
       where incident_id = any (?) and state in ('PENDING', 'DELIVERED')
      """;

  /** Which targets were told, or are about to be told, of each subject. */
  static Map<String, Set<String>> knowing(Connection connection, Collection<String> subjects)
      throws SQLException {
    Map<String, Set<String>> knowing = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(KNOWING)) {
      statement.setArray(1, Columns.texts(statement, subjects));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          knowing
              .computeIfAbsent(row.getString("incident_id"), unused -> new LinkedHashSet<>())
              .add(row.getString("target"));
        }
      }
    }
    return knowing;
  }
}
