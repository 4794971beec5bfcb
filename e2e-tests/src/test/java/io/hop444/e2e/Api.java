/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A client of the API. */
final class Api {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI root;
  private final String token;

  Api(URI root, String token) {
    this.root = root;
    this.token = token;
  }

  /** All items of a list, page by page. */
  List<JsonNode> list(String path) throws IOException, InterruptedException {
    List<JsonNode> items = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = get(path + (path.contains("?") ? "&" : "?") + "limit=100" + cursor);
      page.path("items").forEach(items::add);
      cursor = page.path("next").isTextual() ? "&cursor=" + page.path("next").asText() : "";
    } while (!cursor.isEmpty());
    return items;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        client.send(
            HttpRequest.newBuilder(root.resolve("api/v1/" + path))
                .header("authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(20))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException(path + " answered " + answer.statusCode());
    }
    return JSON.readTree(answer.body());
  }

  int statusWithoutToken(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(root.resolve("api/v1/" + path)).build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  /** Follows the feed from behind a cursor; 0 is its beginning. */
  FeedClient feed(long after) {
    return new FeedClient(client, root.resolve("api/v1/feed"), token, after);
  }
}
