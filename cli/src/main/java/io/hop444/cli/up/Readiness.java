/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.up;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Tells whether a started process does its work. */
interface Readiness {

  /** Watches one start of the process. */
  Watch watch();

  /** What is known of one start. Thread-safe: lines come from another thread than the question. */
  interface Watch {

    /** The process has written a line. */
    default void line(String line) {}

    /** It does its work now. */
    boolean isReady() throws InterruptedException;
  }

  /** It says so in a line of its output, however much it says after that. */
  static Readiness line(String wanted) {
    return () ->
        new Watch() {
          private volatile boolean said;

          @Override
          public void line(String line) {
            if (line.equals(wanted)) {
              said = true;
            }
          }

          @Override
          public boolean isReady() {
            return said;
          }
        };
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
    return () ->
        () -> {
          try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
          } catch (IOException e) {
            return false;
          }
        };
  }
}
