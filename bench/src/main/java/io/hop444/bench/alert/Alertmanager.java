/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.bench.alert;

import io.hop444.localstack.Loopback;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Debian's prometheus-alertmanager; every incident is a group of its own and is sent at once. */
final class Alertmanager implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/bin/prometheus-alertmanager");

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port = Loopback.freePort();
  private final Process process;

  /** Nor is it when it is not wanted, by {@code -Dbench.no-peer=true}. */
  static boolean isInstalled() {
    return Files.isExecutable(PROGRAM) && !Boolean.getBoolean("bench.no-peer");
  }

  /**
   * @param url of the receiver; empty for none
   */
  Alertmanager(Path folder, String url) throws Exception {
    Files.createDirectories(folder);
    String receiver =
        url.isEmpty()
            ? ""
            : "\n    webhook_configs: [{url: '" + url + "', send_resolved: true, max_alerts: 0}]";
    Path config =
        Files.writeString(
            folder.resolve("alertmanager.yml"),
            """
            route:
              receiver: sink
              group_by: [incident]
              group_wait: 0s
              group_interval: 1s
              repeat_interval: 12h
            receivers:
              - name: sink%s
            """
                .formatted(receiver));
    process =
        new ProcessBuilder(
                PROGRAM.toString(),
                "--config.file=" + config,
                "--storage.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("alertmanager.log").toFile())
            .start();
    for (int i = 0; i < 100; i++) {
      try {
        if (get("/-/ready") == 200) {
          return;
        }
      } catch (IOException e) {
        // Not listening yet.
      }
      Thread.sleep(100);
    }
    throw new IOException("Alertmanager did not get ready; see " + folder);
  }

  long pid() {
    return process.pid();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  int get(String path) throws IOException, InterruptedException {
    return http.send(request(path).build(), HttpResponse.BodyHandlers.ofByteArray()).statusCode();
  }

  void post(List<String> alerts) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            request("/api/v2/alerts")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString('[' + String.join(",", alerts) + ']'))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("Alertmanager answered " + answer.statusCode() + ": " + answer.body());
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
