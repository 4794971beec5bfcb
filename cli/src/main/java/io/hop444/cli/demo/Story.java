/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hop444.cli.demo.DemoCommand.DemoFolder;
import io.hop444.cli.demo.MadeUpEstate.Outage;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Tells the user what happens, as it happens. */
final class Story implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintWriter output;
  private final Clock clock;
  private final Instant start;
  private final DateTimeFormatter wallClock =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final Map<String, String> stateById = new HashMap<>();
  private Thread watcher;

  Story(PrintWriter output, Clock clock, Instant start) {
    this.output = output;
    this.clock = clock;
    this.start = start;
  }

  synchronized void tell(URI page, Path token, DemoFolder folder, Outage outage) {
    output.printf(
        """

        A made-up estate of two sites is being watched.

          Page   %s
          API    %sapi/v1/incidents
          Token  %s (to sign in: looking on needs none, acknowledging does)
          Logs   %s

          %s  %s in %s loses the certificate binding of port 444: its users fail
          %s  it is repaired; when every front end is seen to succeed, the incident is resolved

        Ctrl-C stops the demo%s.

        """,
        page,
        page,
        token,
        folder.logs(),
        wallClock.format(outage.from()),
        outage.server().name(),
        outage.server().site(),
        wallClock.format(outage.until()),
        folder.temporary() ? " and removes its files" : "");
    output.flush();
    watcher = new Thread(() -> watch(page, outage), "incidents");
    watcher.setDaemon(true);
    watcher.start();
  }

  @Override
  public synchronized void close() {
    if (watcher != null) {
      watcher.interrupt();
    }
  }

  private void watch(URI page, Outage outage) {
    HttpRequest request =
        HttpRequest.newBuilder(page.resolve("api/v1/incidents?limit=20"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      while (true) {
        try {
          HttpResponse<byte[]> answer =
              client.send(request, HttpResponse.BodyHandlers.ofByteArray());
          if (answer.statusCode() == 200) {
            JSON.readTree(answer.body()).path("items").forEach(item -> see(item, outage));
          }
        } catch (IOException e) {
          // The service is being started again; the next look will show.
        }
        Thread.sleep(PAUSE.toMillis());
      }
    } catch (InterruptedException e) {
      // The demo ends.
    }
  }

  private void see(JsonNode incident, Outage outage) {
    String state = incident.path("state").asText();
    String before = stateById.put(incident.path("id").asText(), state);
    if (state.equals(before)) {
      return;
    }
    Instant now = clock.instant();
    String what =
        switch (state) {
          case "OPEN" -> "incident";
          case "ACKNOWLEDGED" -> "acknowledged";
          case "RESOLVED" -> "resolved";
          default -> state;
        };
    String since =
        state.equals("OPEN")
            ? "%.1f s after it broke, %.1f s after the start of this command"
                .formatted(seconds(outage.from(), now), seconds(start, now))
            : state.equals("RESOLVED") && now.isAfter(outage.until())
                ? "%.1f s after the repair".formatted(seconds(outage.until(), now))
                : "";
    output.printf(
        "  %s  %s: %s on %s%s%n",
        wallClock.format(now),
        what,
        incident.path("cause").asText(),
        incident.path("backEnd").asText(),
        since.isEmpty() ? "" : ", " + since);
    output.flush();
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }
}
