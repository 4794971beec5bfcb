/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How answers look whatever is asked for: compressed, not sent again, and clear when wrong. */
@Order(SharedAlert.WITH_TOKENS)
class AnswersIT {

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.withTokens();

  @Test
  void shouldSendFilesOfThePageOnceAndCompressed() throws Exception {
    for (String path : List.of("/", "/page/main.js", "/page/css/base.css", "/page/icon.svg")) {
      HttpResponse<Void> first = get(path, "Accept-Encoding", "gzip");
      String tag = first.headers().firstValue("ETag").orElseThrow();
      assertThat(first.headers().firstValue("Content-Encoding")).as(path).hasValue("gzip");
      assertThat(first.headers().firstValue("Cache-Control")).as(path).hasValue("no-cache");

      HttpResponse<Void> second = get(path, "If-None-Match", tag);

      assertThat(second.statusCode()).as(path).isEqualTo(304);
      assertThat(get(path, "If-None-Match", "W/\"other\"").statusCode()).as(path).isEqualTo(200);
    }
    assertThat(get("/page/../application.properties").statusCode()).isEqualTo(404);
    assertThat(get("/page/none.js").headers().firstValue("ETag")).isEmpty();
    assertThat(SHARED.anybody().get("/q/metrics").asString())
        .as("one address for all files: a metric takes no more than a hundred")
        .contains("uri=\"/page\"")
        .doesNotContain("main.js");
  }

  @Test
  void shouldCompressAnswersButNotTheFeed() throws Exception {
    String token = "Bearer " + SHARED.alert().token();

    var list =
        get("/api/v1/incidents", "Accept-Encoding", "gzip", "Authorization", token).headers();
    var feed = head("/api/v1/feed", "Accept-Encoding", "gzip", "Authorization", token).headers();

    assertThat(list.firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(feed.firstValue("Content-Type")).hasValue("text/event-stream");
    assertThat(feed.firstValue("Content-Encoding").orElse("identity")).isEqualTo("identity");
  }

  private static HttpResponse<Void> get(String path, String... headers) throws Exception {
    return HttpClient.newHttpClient()
        .send(request(path, headers), HttpResponse.BodyHandlers.discarding());
  }

  /** Reads no further than the headers: a feed has no end. */
  private static HttpResponse<Stream<String>> head(String path, String... headers)
      throws Exception {
    HttpResponse<Stream<String>> answer =
        HttpClient.newHttpClient()
            .send(request(path, headers), HttpResponse.BodyHandlers.ofLines());
    answer.body().close();
    return answer;
  }

  private static HttpRequest request(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(SHARED.alert().address() + path));
    return headers.length == 0 ? request.build() : request.headers(headers).build();
  }

  @Test
  void shouldNameWhatIsWrongWithARequest() {
    Map<String, String> wrong =
        Map.of(
            "/api/v1/incidents?limit=0", "limit",
            "/api/v1/incidents?limit=5&limit=6", "limit is there more than once",
            "/api/v1/incidents?cursor=!", "cursor",
            "/api/v1/incidents?state=BROKEN", "OPEN, ACKNOWLEDGED, RESOLVED",
            "/api/v1/incidents?cause=BROKEN", "BINDING_MISSING",
            "/api/v1/incidents?site=%00", "NUL",
            "/api/v1/findings?kind=BROKEN", "APP_POOL_STOPPED",
            "/api/v1/gaps?open=perhaps", "true or false",
            "/api/v1/feed?after=abc", "Last-Event-ID");

    wrong.forEach(
        (path, word) ->
            SHARED
                .admin()
                .urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("status", equalTo(400))
                .body("detail", containsString(word)));
    SHARED
        .admin()
        .get("/api/v1/incidents/none")
        .then()
        .statusCode(404)
        .body("detail", notNullValue());
    SHARED
        .admin()
        .get("/api/v1/none")
        .then()
        .statusCode(404)
        .contentType("application/problem+json");
  }

  @Test
  void shouldRefuseAParameterThatACallIsNotDescribedWith() {
    JsonPath api = SHARED.anybody().get("/q/openapi?format=json").jsonPath();
    for (String call : ServedCalls.all()) {
      String method = call.substring(0, call.indexOf(' '));
      String path = call.substring(call.indexOf(' ') + 1);
      if (!path.startsWith("/api/")) {
        continue;
      }
      List<String> described =
          api.getList(
              "paths.'%s'.%s.parameters.findAll { it.in == 'query' }.name"
                  .formatted(path, method.toLowerCase(Locale.ROOT)));

      Response answer =
          SHARED
              .admin()
              .contentType("application/json")
              .request(method, path.replaceAll("\\{[^}]*}", "x") + "?staet=OPEN");

      Problems.assertProblem(answer, 400, "the parameter staet is unknown");
      assertThat(answer.<String>path("detail"))
          .as(call)
          .contains(described.isEmpty() ? List.of("takes none") : described)
          .contains(described.contains("state") ? "did you mean state?" : "staet");
    }
  }

  @Test
  void shouldTakeParametersInAnyCaseAndWithoutAValue() {
    SHARED
        .admin()
        .get("/api/v1/incidents?SITE=NOWHERE&backend=&state=&cause=&cursor=&limit=5")
        .then()
        .statusCode(200)
        .body("items", hasSize(0));
  }
}
