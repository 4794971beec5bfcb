/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client of the live feed that sends {@code Last-Event-ID}, as a browser does after a break. */
final class FeedClient implements AutoCloseable {

  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final InputStream stream;

  /**
   * @param id cursor
   * @param data body
   */
  record Event(long id, String type, String data) {}

  FeedClient(HttpClient client, URI feed, String token, long after) {
    HttpRequest request =
        HttpRequest.newBuilder(feed)
            .header("authorization", "Bearer " + token)
            .header("Last-Event-ID", Long.toString(after))
            .build();
    try {
      HttpResponse<InputStream> answer =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      if (answer.statusCode() != 200) {
        throw new IOException("the feed answered " + answer.statusCode());
      }
      stream = answer.body();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    Thread reader = new Thread(this::read, "feed");
    reader.setDaemon(true);
    reader.start();
  }

  /** Those that came so far. */
  List<Event> events() {
    return List.copyOf(events);
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }

  private void read() {
    long id = 0;
    String type = "";
    StringBuilder data = new StringBuilder();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          id = Long.parseLong(line.substring(4));
        } else if (line.startsWith("event: ")) {
          type = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data.append(line.substring(6));
        } else if (line.isEmpty() && !data.isEmpty()) {
          events.add(new Event(id, type, data.toString()));
          data.setLength(0);
        }
      }
    } catch (IOException e) {
      // Closed by this client or with the service.
    }
  }
}
