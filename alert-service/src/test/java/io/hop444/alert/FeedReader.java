/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A client of the live feed that keeps the lines it gets. */
final class FeedReader implements AutoCloseable {

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Stream<String> stream;
  private final CompletableFuture<Void> end;

  private FeedReader(AlertProcess alert, String token, String query, String lastEventId) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(alert.address() + "/api/v1/feed" + query))
            .header("Authorization", "Bearer " + token);
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    try {
      HttpResponse<Stream<String>> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofLines());
      if (response.statusCode() != 200) {
        throw new IllegalStateException("the feed answered " + response.statusCode());
      }
      stream = response.body();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    end = CompletableFuture.runAsync(() -> stream.forEach(lines::add));
  }

  static FeedReader fromNow(AlertProcess alert) {
    return new FeedReader(alert, alert.token(), "", null);
  }

  static FeedReader after(AlertProcess alert, String lastEventId) {
    return new FeedReader(alert, alert.token(), "", lastEventId);
  }

  /** With a token and filters ({@code ?site=DUB}) of its own. */
  static FeedReader of(AlertProcess alert, String token, String query, String lastEventId) {
    return new FeedReader(alert, token, query, lastEventId);
  }

  /** Whether the service ended the connection. */
  boolean hasEnded() {
    return end.isDone();
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  private List<String> values(String field) {
    String prefix = field + ": ";
    return lines.stream()
        .filter(line -> line.startsWith(prefix))
        .map(line -> line.substring(prefix.length()))
        .toList();
  }

  List<String> ids() {
    return values("id");
  }

  List<String> types() {
    return values("event");
  }

  List<String> data() {
    return values("data");
  }

  @Override
  public void close() {
    stream.close();
  }
}
