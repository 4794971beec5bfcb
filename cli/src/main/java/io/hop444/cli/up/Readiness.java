/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.up;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** Tells whether a started process does its work. */
interface Readiness {

  /**
   * @param lastLines the newest lines of its output
   */
  boolean isReady(List<String> lastLines) throws InterruptedException;

  /** It says so in a line of its output. */
  static Readiness line(String wanted) {
    return lines -> lines.contains(wanted);
  }

  /** Its health check answers 200. */
  static Readiness health(int port) {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    return lines -> {
      try {
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
      } catch (IOException e) {
        return false;
      }
    };
  }
}
