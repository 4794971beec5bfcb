/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import io.hop444.alert.config.CheckedConfig;
import io.hop444.alert.domain.Finding;
import io.hop444.alert.domain.FindingKind;
import io.hop444.alert.domain.Period;
import io.hop444.alert.domain.ServerName;
import io.hop444.alert.domain.Severity;
import io.hop444.alert.domain.SiteScope;
import io.hop444.alert.event.EventBody;
import io.hop444.alert.notice.NoticeKind;
import io.hop444.alert.routing.Muting;
import io.hop444.alert.routing.Recipient;
import io.hop444.alert.routing.Routing;
import io.hop444.alert.routing.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stores findings and answers questions about them. */
@ApplicationScoped
public class PostgresFindings {

  private Database database;
  private PostgresOutbox outbox;
  private PostgresMuting mutings;
  private EventBody bodies;
  private Routing routing;
  private Clock clock;

  PostgresFindings() {}

  @Inject
  PostgresFindings(
      Database database,
      PostgresOutbox outbox,
      PostgresMuting mutings,
      EventBody bodies,
      CheckedConfig config,
      Clock clock) {
    this.database = database;
    this.outbox = outbox;
    this.mutings = mutings;
    this.bodies = bodies;
    this.routing = config.routing();
    this.clock = clock;
  }

  private static final String UPSERT =
      """
      insert into findings as known (
        id, version, kind, severity, site, server, first_at, last_at, count, summary, evidence,
        updated_at)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)
      on conflict (id) do update
         set (version, kind, severity, site, server, first_at, last_at, count, summary, evidence,
              updated_at)
           = (excluded.version, excluded.kind, excluded.severity, excluded.site, excluded.server,
              excluded.first_at, excluded.last_at, excluded.count, excluded.summary,
              excluded.evidence, excluded.updated_at)
       where known.version < excluded.version
      """;

  private static final String LOCK =
      """
      select id, severity from findings where id = any (?) order by id for update
      """;

  /** Stores those that are newer than what is known, and tells of those that are new or worse. */
  public void record(List<Finding> findings) throws SQLException {
    int told =
        database.transaction(
            connection -> {
              Map<String, Severity> known =
                  routing.tellsOfFindings() ? known(connection, findings) : Map.of();
              try (PreparedStatement statement = connection.prepareStatement(UPSERT)) {
                for (Finding finding : findings) {
                  set(statement, finding);
                  statement.addBatch();
                }
                statement.executeBatch();
              }
              List<PlannedDelivery> planned =
                  routing.tellsOfFindings() ? plan(connection, findings, known) : List.of();
              outbox.tell(connection, planned);
              return planned.size();
            });
    if (told > 0) {
      outbox.wake();
    }
  }

  private static Map<String, Severity> known(Connection connection, List<Finding> findings)
      throws SQLException {
    Map<String, Severity> known = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
      statement.setArray(
          1, Columns.texts(statement, findings.stream().map(Finding::id).distinct().toList()));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          known.put(row.getString("id"), Severity.valueOf(row.getString("severity")));
        }
      }
    }
    return known;
  }

  private List<PlannedDelivery> plan(
      Connection connection, List<Finding> findings, Map<String, Severity> known)
      throws SQLException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Muting muting = mutings.at(connection, now);
    List<PlannedDelivery> planned = new ArrayList<>();
    for (Finding finding : findings) {
      Subject subject = Subject.of(finding);
      Severity before = known.put(finding.id(), subject.severity());
      boolean worse = before == null || before.compareTo(subject.severity()) < 0;
      if (!worse || muting.of(subject, now).isPresent()) {
        continue;
      }
      for (String target : Recipient.targets(routing.routesOf(subject, now)).keySet()) {
        planned.add(
            new PlannedDelivery(
                target,
                new PlannedDelivery.Event(
                    "finding:" + finding.id(),
                    "finding.reported",
                    NoticeKind.EVENT,
                    PlannedDelivery.webhookId(
                        "finding\n" + finding.id() + '\n' + finding.severity()),
                    now),
                Optional.of(bodies.of(now, finding)),
                PlannedDelivery.Timing.NOW));
      }
    }
    return planned;
  }

  private void set(PreparedStatement statement, Finding finding) throws SQLException {
    int column = 0;
    statement.setString(++column, finding.id());
    statement.setLong(++column, finding.version());
    statement.setString(++column, finding.kind().name());
    statement.setString(++column, finding.severity());
    statement.setString(++column, finding.server().site());
    statement.setString(++column, finding.server().server());
    statement.setObject(++column, Columns.time(finding.period().firstAt()));
    statement.setObject(++column, Columns.time(finding.period().lastAt()));
    statement.setLong(++column, finding.period().count());
    statement.setString(++column, finding.summary());
    statement.setString(++column, Json.of(finding.evidence()));
    statement.setObject(++column, Columns.time(clock.instant()));
  }

  /** Which findings; an empty part asks for all. */
  public record Question(
      SiteScope scope,
      Optional<String> site,
      Optional<String> server,
      List<String> kinds,
      Optional<PageKey> before,
      int limit) {}

  private static final String PAGE =
      """
      select *
        from findings
       where (?::text[] is null or site = any (?))
         and (?::text is null or site = ?)
         and (?::text is null or server = ?)
         and (cardinality(?::text[]) = 0 or kind = any (?))
         and (?::timestamptz is null or (first_at, id) < (?, ?))
       order by first_at desc, id desc
       limit ?
      """;

  /** A page of findings, the last to have begun first. */
  public List<Finding> page(Question question) throws SQLException {
    return database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
            int column = 0;
            String site = question.site().orElse(null);
            String server = question.server().orElse(null);
            statement.setArray(++column, Columns.scope(statement, question.scope()));
            statement.setArray(++column, Columns.scope(statement, question.scope()));
            statement.setString(++column, site);
            statement.setString(++column, site);
            statement.setString(++column, server);
            statement.setString(++column, server);
            statement.setArray(++column, Columns.texts(statement, question.kinds()));
            statement.setArray(++column, Columns.texts(statement, question.kinds()));
            column = PostgresIncidentReader.setBefore(statement, column, question.before());
            statement.setInt(++column, question.limit());
            List<Finding> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                found.add(read(row));
              }
            }
            return found;
          }
        });
  }

  private static Finding read(ResultSet row) throws SQLException {
    return new Finding(
        row.getString("id"),
        row.getLong("version"),
        FindingKind.valueOf(row.getString("kind")),
        row.getString("severity"),
        new ServerName(row.getString("site"), row.getString("server")),
        new Period(
            Columns.instant(row, "first_at"),
            Columns.instant(row, "last_at"),
            row.getLong("count")),
        row.getString("summary"),
        Json.evidence(row.getString("evidence")));
  }
}
