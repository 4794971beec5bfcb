/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hop444.alert.domain.Cause;
import io.hop444.alert.event.EventBody;
import io.hop444.alert.notice.NoticeKind;
import io.hop444.alert.notice.Remedy;
import io.hop444.alert.routing.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Fire drills and tests of targets: an opening now and an end later, both in the outbox at once, so
 * that no drill is left open. Each says that it is one, from the opening to the end.
 */
@ApplicationScoped
public class PostgresDrills {

  private Database database;
  private PostgresOutbox outbox;
  private EventBody bodies;
  private Clock clock;

  PostgresDrills() {}

  @Inject
  PostgresDrills(Database database, PostgresOutbox outbox, EventBody bodies, Clock clock) {
    this.database = database;
    this.outbox = outbox;
    this.bodies = bodies;
    this.clock = clock;
  }

  /**
   * Begins one and returns its name.
   *
   * @param kind {@code DRILL} or {@code TEST}
   * @param length until its end is told
   */
  public String begin(
      NoticeKind kind, Subject subject, Collection<String> targets, Duration length, String by)
      throws SQLException {
    String word = kind.name().toLowerCase(java.util.Locale.ROOT);
    String name = word + ':' + UUID.randomUUID();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    List<PlannedDelivery> planned = new ArrayList<>();
    for (String target : targets) {
      planned.add(delivery(name, word + ".opened", kind, target, Duration.ZERO, now, subject, by));
    }
    for (String target : targets) {
      planned.add(delivery(name, word + ".resolved", kind, target, length, now, subject, by));
    }
    database.transaction(
        connection -> {
          outbox.tell(connection, planned);
          return planned.size();
        });
    outbox.wake();
    return name;
  }

  private PlannedDelivery delivery(
      String name,
      String type,
      NoticeKind kind,
      String target,
      Duration delay,
      Instant now,
      Subject subject,
      String by) {
    Cause cause = subject.cause().orElse(Cause.TLS_HANDSHAKE_FAILING);
    boolean over = type.endsWith(".resolved");
    ObjectNode data = bodies.data();
    data.put("id", name);
    data.put("drill", true);
    data.put("generation", 1);
    data.put("site", subject.site());
    data.put("backEnd", subject.server());
    data.put("cause", cause.name());
    data.put("severity", subject.severity().name());
    data.put("state", over ? "RESOLVED" : "OPEN");
    data.put("startedAt", now.toString());
    data.put("resolvedAt", over ? now.plus(delay).toString() : null);
    data.put("summary", "a drill by " + by + " for " + subject.server() + " of " + subject.site());
    data.put("fix", "Nothing to do: a drill. In earnest: " + Remedy.of(cause, subject.server()));
    data.put("link", bodies.page("q", subject.server()));
    return new PlannedDelivery(
        target,
        new PlannedDelivery.Event(
            name, type, kind, PlannedDelivery.webhookId(name + '\n' + type), now),
        Optional.of(bodies.of(type, now, data)),
        new PlannedDelivery.Timing(true, delay, false));
  }

  private static final String END =
      """
      update deliveries
         set next_attempt_at = least(next_attempt_at, ?)
       where incident_id = ? and kind = 'DRILL' and state = 'PENDING'
      """;

  /**
   * Tells the end of a drill now.
   *
   * @return whether there was anything to end
   */
  public boolean end(String name) throws SQLException {
    boolean ended =
        database.read(
            connection -> {
              try (PreparedStatement statement = connection.prepareStatement(END)) {
                statement.setObject(1, Columns.time(clock.instant()));
                statement.setString(2, name);
                return statement.executeUpdate() > 0;
              }
            });
    outbox.wake();
    return ended;
  }
}
