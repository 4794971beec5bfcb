/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hop444.simulator.LiveEstate;
import io.hop444.simulator.estate.Estate;
import io.hop444.simulator.plan.Fault;
import io.hop444.simulator.plan.FaultKind;
import io.hop444.simulator.plan.Simulation;
import io.hop444.simulator.truth.FaultTruth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * An estate whose rows are written as time goes by, the system that watches it, and a receiver of
 * its webhooks. What is broken and what is wanted is said with the methods of this class.
 */
final class Scenario implements AutoCloseable {

  private static final double REQUESTS_PER_SECOND = 40;

  private final Path logs;
  private final LiveEstate estate;
  private final WebhookReceiver receiver;
  private final LiveSystem system;

  private Scenario(Path logs, LiveEstate estate, WebhookReceiver receiver, LiveSystem system) {
    this.logs = logs;
    this.estate = estate;
    this.receiver = receiver;
    this.system = system;
  }

  /** An outage that was started. */
  record Outage(String server, Instant from, Instant until) {}

  /**
   * Starts all of it.
   *
   * @param history how much of the logs is there already
   * @param withoutBackEndLog server whose back-end log is not collected; null for none
   */
  static Scenario start(Path folder, Estate estate, Duration history, String withoutBackEndLog)
      throws IOException {
    Path written = folder.resolve("written");
    Path logs = folder.resolve("logs");
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Simulation simulation =
        new Simulation(estate, List.of(), now.minus(history), REQUESTS_PER_SECOND, 20261122);
    LiveEstate live = LiveEstate.start(simulation, written, Clock.systemUTC());
    link(written, logs, withoutBackEndLog);
    WebhookReceiver receiver = new WebhookReceiver();
    try {
      LiveSystem system = LiveSystem.up(logs, folder.resolve("data"), receiver);
      return new Scenario(logs, live, receiver, system);
    } catch (IOException | RuntimeException | AssertionError e) {
      live.close();
      receiver.close();
      throw e;
    }
  }

  LiveSystem system() {
    return system;
  }

  WebhookReceiver receiver() {
    return receiver;
  }

  Path logs() {
    return logs;
  }

  /** Breaks a server now and repairs it later. */
  Outage breaks(FaultKind kind, String server, Duration lasting) {
    Instant from = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Outage outage = new Outage(server, from, from.plus(lasting));
    estate.add(Fault.between(kind, server, outage.from(), outage.until()));
    return outage;
  }

  /** What the outage really did. */
  FaultTruth truth(Outage outage) {
    return estate.truth().faults().stream()
        .filter(truth -> truth.fault().server().equalsIgnoreCase(outage.server()))
        .findFirst()
        .orElseThrow();
  }

  /** When the second failed request of the outage was written. */
  Instant secondFailure(Outage outage) throws IOException {
    return ProxyRows.failure(logs, outage.server(), outage.from(), 2).at();
  }

  /** The page, signed in with the token that the start left in the data folder. */
  WatchedPage wantPage() throws IOException {
    return WatchedPage.open(system.page(), system.adminToken());
  }

  WebhookWanted wantWebhook(String type) {
    return new WebhookWanted(type);
  }

  /** A webhook that has to arrive, accepted or not. */
  final class WebhookWanted {

    private final String type;
    private String server = "";

    private WebhookWanted(String type) {
      this.type = type;
    }

    WebhookWanted of(Outage outage) {
      server = outage.server();
      return this;
    }

    /** Waits for the first one. */
    WebhookReceiver.Attempt within(Duration limit) {
      return await(
          type + " of " + server,
          limit,
          () ->
              receiver.attempts().stream()
                  .filter(attempt -> attempt.type().equals(type))
                  .filter(attempt -> attempt.backEnd().equalsIgnoreCase(server))
                  .findFirst()
                  .orElse(null));
    }
  }

  /** The incident of a back end as the API shows it, once it is in this state. */
  JsonNode wantIncident(Outage outage, String state, Duration limit) {
    return await(
        "incident of " + outage.server() + " in state " + state,
        limit,
        () -> {
          List<JsonNode> found =
              system.api().list("incidents?backEnd=" + outage.server() + "&state=" + state);
          return found.isEmpty() ? null : found.get(0);
        });
  }

  /** How many rows of the database answer a question with one parameter. */
  long rows(String sql, String parameter) throws IOException, SQLException {
    try (Connection connection = system.database();
        var statement = connection.prepareStatement(sql)) {
      statement.setString(1, parameter);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  /** All events of the feed behind a cursor, once there are as many as are stored. */
  List<FeedClient.Event> wantFeed(long after) throws IOException {
    try (FeedClient feed = system.api().feed(after)) {
      return await(
          "all events behind " + after,
          Duration.ofSeconds(20),
          () -> {
            List<FeedClient.Event> events = feed.events();
            String stored = "select count(*) from feed where cursor > ?::bigint";
            return events.size() == rows(stored, Long.toString(after)) ? events : null;
          });
    }
  }

  /** Waits for something that is there when it is not null. */
  <T> T await(String what, Duration limit, Callable<T> question) {
    try {
      return Awaitility.await(what)
          .atMost(limit)
          .pollInterval(Duration.ofMillis(50))
          .ignoreExceptions()
          .until(question, found -> found != null);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("wanted: " + what + "\nattempts: " + seen() + "\n" + tail(), e);
    }
  }

  @Override
  public void close() throws IOException {
    try (receiver;
        system) {
      estate.close();
      assertThat(receiver.forged()).isEmpty();
    }
  }

  private String seen() {
    StringBuilder text = new StringBuilder();
    receiver
        .attempts()
        .forEach(
            a ->
                text.append('\n')
                    .append(a.at())
                    .append(' ')
                    .append(a.type())
                    .append(' ')
                    .append(a.backEnd())
                    .append(' ')
                    .append(a.id())
                    .append(' ')
                    .append(a.answer()));
    return text.toString();
  }

  private String tail() {
    try {
      return system.tail();
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** What a collector that was not given one folder would see. */
  private static void link(Path written, Path logs, String withoutBackEndLog) throws IOException {
    for (Path site : children(written)) {
      for (Path server : children(site)) {
        Path linked = logs.resolve(written.relativize(server));
        Files.createDirectories(linked.getParent());
        if (!server.getFileName().toString().equalsIgnoreCase(withoutBackEndLog)) {
          Files.createSymbolicLink(linked, server);
          continue;
        }
        Path frontEndLog = Path.of("inetpub", "logs", "LogFiles", "W3SVC1");
        Files.createDirectories(linked.resolve(frontEndLog).getParent());
        Files.createSymbolicLink(linked.resolve(frontEndLog), server.resolve(frontEndLog));
        for (String folder : List.of("HttpProxy", "HTTPERR", "events", "inventory")) {
          Files.createSymbolicLink(linked.resolve(folder), server.resolve(folder));
        }
      }
    }
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> found = Files.list(folder)) {
      return found.sorted().toList();
    }
  }
}
