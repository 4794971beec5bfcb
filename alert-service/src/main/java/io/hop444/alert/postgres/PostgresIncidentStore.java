/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import io.hop444.alert.domain.ChangeDecision;
import io.hop444.alert.domain.Incident;
import io.hop444.alert.domain.ReportedChange;
import io.hop444.alert.domain.SiteScope;
import io.hop444.alert.event.EventBody;
import io.hop444.alert.trace.ChangeTrace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Writes changes of incidents: incident, timeline, feed and pending deliveries in one transaction.
 * Rows of incidents are locked first and in the order of their ids, the feed last, so that writers
 * cannot lock each other out. Thread-safe, also across replicas.
 */
@ApplicationScoped
public class PostgresIncidentStore {

  /** The correlator, as the timeline names it. */
  public static final String CORRELATOR = "correlator";

  private Database database;
  private PostgresOutbox outbox;
  private EventBody bodies;
  private Clock clock;

  PostgresIncidentStore() {}

  @Inject
  PostgresIncidentStore(Database database, PostgresOutbox outbox, EventBody bodies, Clock clock) {
    this.database = database;
    this.outbox = outbox;
    this.bodies = bodies;
    this.clock = clock;
  }

  /**
   * A change with the trace in which it came.
   *
   * @param trace null when there is none
   */
  public record Traced(ReportedChange change, ChangeTrace trace) {}

  /** Stores what is new of {@code changes}, and answers that; the others were known. */
  public List<Traced> record(List<Traced> changes) throws SQLException {
    List<Traced> stored = database.transaction(connection -> record(connection, changes));
    if (!stored.isEmpty()) {
      outbox.wake();
    }
    return stored;
  }

  private List<Traced> record(Connection connection, List<Traced> changes) throws SQLException {
    Set<String> ids = new HashSet<>();
    changes.forEach(traced -> ids.add(traced.change().observed().key().id()));
    Map<String, Incident> known = IncidentTables.locked(connection, ids);
    Set<String> old = Set.copyOf(known.keySet());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    List<StoredChange> stored = new ArrayList<>();
    List<Traced> fresh = new ArrayList<>();
    Map<String, Incident> written = new LinkedHashMap<>();
    for (Traced traced : changes) {
      ReportedChange change = traced.change();
      String id = change.observed().key().id();
      ChangeDecision decision = Incident.onReport(Optional.ofNullable(known.get(id)), change, now);
      if (decision instanceof ChangeDecision.Store store) {
        known.put(id, store.after());
        written.put(id, store.after());
        fresh.add(traced);
        stored.add(
            new StoredChange(
                store,
                CORRELATOR,
                change.reason(),
                Optional.of(change.at()),
                body(store),
                traced.trace() == null ? null : traced.trace().kept()));
      }
    }
    IncidentTables.write(connection, written.values(), old);
    IncidentTables.writeEvidence(connection, written.values());
    IncidentTables.writeTimeline(connection, stored);
    RadiusSamples.write(connection, stored);
    outbox.write(connection, stored);
    return fresh;
  }

  /** What came of what a person wanted. */
  public enum Handled {
    DONE,
    NO_SUCH_INCIDENT,
    /** The incident's state does not allow it, or it is so already. */
    NOTHING_TO_DO
  }

  /** What a person wants of an incident, at a time; nothing where it changes nothing. */
  @FunctionalInterface
  public interface Wish {
    /** Decides. */
    Optional<ChangeDecision.Store> of(Incident incident, Instant now);
  }

  /**
   * A person changes an incident.
   *
   * @param text for the timeline: a comment or a reason
   */
  public Handled handle(String id, String by, String text, Wish wish) throws SQLException {
    return handleEach(SiteScope.ALL, Set.of(id), by, text, wish).get(id);
  }

  /**
   * A person changes many incidents: all that allow it, in one transaction.
   *
   * @param scope incidents of other sites do not exist
   * @return what came of each
   */
  public Map<String, Handled> handleEach(
      SiteScope scope, Set<String> ids, String by, String text, Wish wish) throws SQLException {
    Map<String, Handled> results =
        database.transaction(connection -> handleEach(connection, scope, ids, by, text, wish));
    if (results.containsValue(Handled.DONE)) {
      outbox.wake();
    }
    return results;
  }

  private Map<String, Handled> handleEach(
      Connection connection, SiteScope scope, Set<String> ids, String by, String text, Wish wish)
      throws SQLException {
    Map<String, Incident> known = IncidentTables.locked(connection, ids);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Map<String, Handled> results = new HashMap<>();
    List<StoredChange> changes = new ArrayList<>();
    for (String id : ids) {
      Incident incident = known.get(id);
      if (incident == null || !scope.includes(incident.observed().key().site())) {
        results.put(id, Handled.NO_SUCH_INCIDENT);
        continue;
      }
      Optional<ChangeDecision.Store> decision = wish.of(incident, now);
      decision.ifPresent(
          store -> changes.add(new StoredChange(store, by, text, Optional.empty(), body(store))));
      results.put(id, decision.isPresent() ? Handled.DONE : Handled.NOTHING_TO_DO);
    }
    store(connection, changes);
    return results;
  }

  private void store(Connection connection, List<StoredChange> byPeople) throws SQLException {
    if (byPeople.isEmpty()) {
      return;
    }
    List<Incident> after = byPeople.stream().map(change -> change.decision().after()).toList();
    IncidentTables.write(connection, after, Set.copyOf(after.stream().map(Incident::id).toList()));
    IncidentTables.writeTimeline(connection, byPeople);
    outbox.write(connection, byPeople);
  }

  /** What somebody wants, with words for the timeline. */
  public record WishWithText(String text, Wish wish) {}

  /**
   * Makes several changes of one incident, those that change something, in a transaction of the
   * caller's.
   *
   * @return whether there is such an incident
   */
  boolean handleAll(Connection connection, String id, String by, List<WishWithText> wishes)
      throws SQLException {
    Incident incident = IncidentTables.locked(connection, Set.of(id)).get(id);
    if (incident == null) {
      return false;
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    List<StoredChange> changes = new ArrayList<>();
    for (WishWithText wanted : wishes) {
      Optional<ChangeDecision.Store> decision = wanted.wish().of(incident, now);
      if (decision.isPresent()) {
        ChangeDecision.Store store = decision.get();
        incident = store.after();
        changes.add(new StoredChange(store, by, wanted.text(), Optional.empty(), body(store)));
      }
    }
    store(connection, changes);
    return true;
  }

  void wake() {
    outbox.wake();
  }

  private String body(ChangeDecision.Store store) {
    return bodies.of(store.type(), store.after().updatedAt(), store.after());
  }
}
