/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Whether a port to listen on is free, or held by the service itself. */
final class PortCheck {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** Ports of services that were looked at before. */
  private final Map<Integer, String> taken = new HashMap<>();

  void check(ServiceSettings settings, String hostKey, String host, String portKey, int port) {
    InetAddress address;
    try {
      address = InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      settings.error(
          hostKey, host + " is no address of this machine.", "Set 127.0.0.1, 0.0.0.0 or its own.");
      return;
    }
    String other = taken.putIfAbsent(port, settings.service().word() + " (" + portKey + ")");
    if (other != null && port != 0) {
      settings.error(
          portKey, "port " + port + " is that of " + other + ".", "Give each a port of its own.");
      return;
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, port));
      settings.ok(portKey, "port " + port + " on " + host + " is free.");
    } catch (BindException e) {
      held(settings, portKey, address, port, e);
    } catch (IOException e) {
      settings.error(portKey, "port " + port + " cannot be used: " + e + ".", "Set another one.");
    }
  }

  private static void held(
      ServiceSettings settings, String key, InetAddress address, int port, BindException reason) {
    if (isAService(address, port)) {
      settings.ok(key, "port " + port + " is held by a service of hop444 that is running.");
    } else {
      settings.error(
          key,
          "port "
              + port
              + " cannot be had ("
              + reason.getMessage()
              + "), and no service of hop444"
              + " answers on it.",
          "Stop what holds it (ss -ltnp shows it), or set " + key + " to a free one.");
    }
  }

  private static boolean isAService(InetAddress address, int port) {
    String host = address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress();
    HttpRequest question =
        HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + "/q/health/live"))
            .timeout(PATIENCE)
            .build();
    try {
      HttpResponse<String> answer =
          HttpClient.newBuilder()
              .connectTimeout(PATIENCE)
              .version(HttpClient.Version.HTTP_1_1)
              .build()
              .send(question, HttpResponse.BodyHandlers.ofString());
      return answer.body().contains("\"checks\"");
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
