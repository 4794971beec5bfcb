/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import io.hop444.alert.domain.Incident;
import io.hop444.alert.domain.SiteScope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Answers questions about incidents. */
@ApplicationScoped
public class PostgresIncidentReader {

  private Database database;

  PostgresIncidentReader() {}

  @Inject
  PostgresIncidentReader(Database database) {
    this.database = database;
  }

  /**
   * Which incidents; an empty part asks for all.
   *
   * @param words part of the id, a name or the summary, in any case
   */
  public record Question(
      SiteScope scope,
      Optional<String> site,
      Optional<String> backEnd,
      List<String> causes,
      List<String> states,
      Optional<String> words,
      Slice slice) {

    /** The same question about the next page. */
    public Question page(Optional<PageKey> end, int size) {
      return new Question(
          scope, site, backEnd, causes, states, words, new Slice(slice.order(), end, size));
    }
  }

  /**
   * Which of the incidents that fit.
   *
   * @param before end of the page before, in the same order
   */
  public record Slice(IncidentOrder order, Optional<PageKey> before, int limit) {}

  /** An incident of a list with the most telling piece of its evidence, and how much there is. */
  public record Listed(Incident incident, int evidenceTotal) {}

  /** An incident and its history, oldest first. */
  public record Told(Incident incident, List<Entry> timeline) {}

  /**
   * One line of a timeline.
   *
   * @param eventAt null when a person made the change
   */
  public record Entry(Instant at, Instant eventAt, String type, String by, String text) {}

  private static final String PAGE =
      """
      select i.*, jsonb_array_length(e.pieces) as total,
             jsonb_path_query_array(e.pieces, '$[0]') as pieces
        from incidents i
        left join evidence e on e.incident_id = i.id
       where (?::text[] is null or i.site = any (?))
         and (?::text is null or i.site = ?)
         and (?::text is null or i.back_end = ?)
         and (cardinality(?::text[]) = 0 or i.cause = any (?))
         and (cardinality(?::text[]) = 0 or i.state = any (?))
         and (?::text is null
              or position(lower(?) in lower(concat_ws(E'\\n', i.id, i.site, i.back_end, i.summary, i.changed_by))) > 0)
      """;

  private static final Map<IncidentOrder, String> PAGES =
      Stream.of(IncidentOrder.values())
          .collect(Collectors.toMap(order -> order, order -> PAGE + order.clause()));

  /** A page of incidents. */
  public List<Listed> page(Question question) throws SQLException {
    return database.read(
        connection -> {
          Slice slice = question.slice();
          try (PreparedStatement statement =
              connection.prepareStatement(PAGES.get(slice.order()))) {
            int column = 0;
            String site = question.site().orElse(null);
            String backEnd = question.backEnd().orElse(null);
            statement.setArray(++column, Columns.scope(statement, question.scope()));
            statement.setArray(++column, Columns.scope(statement, question.scope()));
            statement.setString(++column, site);
            statement.setString(++column, site);
            statement.setString(++column, backEnd);
            statement.setString(++column, backEnd);
            statement.setArray(++column, Columns.texts(statement, question.causes()));
            statement.setArray(++column, Columns.texts(statement, question.causes()));
            statement.setArray(++column, Columns.texts(statement, question.states()));
            statement.setArray(++column, Columns.texts(statement, question.states()));
            statement.setString(++column, question.words().orElse(null));
            statement.setString(++column, question.words().orElse(null));
            column = slice.order().set(statement, column, slice.before());
            statement.setInt(++column, slice.limit());
            return listed(statement);
          }
        });
  }

  static int setBefore(PreparedStatement statement, int column, Optional<PageKey> before)
      throws SQLException {
    Object at = before.map(key -> Columns.time(key.at())).orElse(null);
    statement.setObject(column + 1, at, Types.TIMESTAMP_WITH_TIMEZONE);
    statement.setObject(column + 2, at, Types.TIMESTAMP_WITH_TIMEZONE);
    statement.setString(column + 3, before.map(PageKey::id).orElse(null));
    return column + 3;
  }

  private static List<Listed> listed(PreparedStatement statement) throws SQLException {
    List<Listed> found = new ArrayList<>();
    try (ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        found.add(
            new Listed(
                IncidentRow.read(row, Json.evidence(row.getString("pieces"))),
                row.getInt("total")));
      }
    }
    return found;
  }

  private static final String ONE =
      """
      select i.*, e.pieces
        from incidents i
        left join evidence e on e.incident_id = i.id
       where i.id = ?
      """;

  /** One incident with all its evidence and its timeline. */
  public Optional<Told> find(String id) throws SQLException {
    return database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(ONE)) {
            statement.setString(1, id);
            try (ResultSet row = statement.executeQuery()) {
              return row.next()
                  ? Optional.of(
                      new Told(
                          IncidentRow.read(row, Json.evidence(row.getString("pieces"))),
                          timeline(connection, id)))
                  : Optional.empty();
            }
          }
        });
  }

  /** Bounded: an incident that flaps for weeks still answers. */
  private static final String TIMELINE =
      """
      select * from (
        select id, at, event_at, type, actor, text
          from timeline where incident_id = ? order by id desc limit 1000) newest
       order by id
      """;

  private static List<Entry> timeline(Connection connection, String id) throws SQLException {
    List<Entry> entries = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(TIMELINE)) {
      statement.setString(1, id);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          entries.add(
              new Entry(
                  Columns.instant(row, "at"),
                  Columns.instant(row, "event_at"),
                  row.getString("type"),
                  row.getString("actor"),
                  row.getString("text")));
        }
      }
    }
    return entries;
  }

  private static final String SITE_OF = "select site from incidents where id = ?";

  /** The site of an incident; empty when there is no such incident. */
  public Optional<String> siteOf(String id) throws SQLException {
    return database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(SITE_OF)) {
            statement.setString(1, id);
            try (ResultSet row = statement.executeQuery()) {
              return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
          }
        });
  }

  private static final String SITES =
      """
      select distinct site
        from incidents
       where site <> '' and (?::text[] is null or site = any (?))
       order by site
       limit 1000
      """;

  /** Sites of the scope that have incidents, in the order of their names. */
  public List<String> sites(SiteScope scope) throws SQLException {
    return database.read(
        connection -> {
          List<String> found = new ArrayList<>();
          try (PreparedStatement statement = connection.prepareStatement(SITES)) {
            statement.setArray(1, Columns.scope(statement, scope));
            statement.setArray(2, Columns.scope(statement, scope));
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                found.add(row.getString("site"));
              }
            }
          }
          return found;
        });
  }

  /** Numbers for the status. */
  public record Counts(
      long open,
      long acknowledged,
      long resolved,
      long findings,
      long openGaps,
      long pendingDeliveries) {}

  private static final String COUNTS =
      """
      with seen as (select ?::text[] as sites)
      select (select count(*) from incidents
               where state = 'OPEN' and (sites is null or site = any (sites))) as open,
             (select count(*) from incidents
               where state = 'ACKNOWLEDGED' and (sites is null or site = any (sites))) as acknowledged,
             (select count(*) from incidents
               where state = 'RESOLVED' and (sites is null or site = any (sites))) as resolved,
             (select count(*) from findings where sites is null or site = any (sites)) as findings,
             (select count(*) from gaps
               where open and (sites is null or site = any (sites))) as open_gaps,
             (select count(*) from deliveries d
               where d.state = 'PENDING'
                 and (sites is null
                      or exists (select from incidents i
                                  where i.id = d.incident_id and i.site = any (sites))))
               as pending_deliveries
        from seen
      """;

  /** How many of each there are in the scope. */
  public Counts counts(SiteScope scope) throws SQLException {
    return database.read(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(COUNTS)) {
            statement.setArray(1, Columns.scope(statement, scope));
            try (ResultSet row = statement.executeQuery()) {
              row.next();
              return new Counts(
                  row.getLong("open"),
                  row.getLong("acknowledged"),
                  row.getLong("resolved"),
                  row.getLong("findings"),
                  row.getLong("open_gaps"),
                  row.getLong("pending_deliveries"));
            }
          }
        });
  }
}
