/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Whether a port to listen on is free, or held by the service itself. */
final class PortCheck {

  private static final int PATIENCE_MILLIS = 3_000;
  private static final int MOST_BYTES = 64 * 1024;

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

  /** Asks in the clear, then by TLS, which asks for no name: nothing is told to who answers. */
  private static boolean isAService(InetAddress address, int port) {
    String host = address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress();
    return isAService("http://" + host + ":" + port) || isAService("https://" + host + ":" + port);
  }

  private static boolean isAService(String root) {
    try {
      URL question = URI.create(root + "/q/health/live").toURL();
      HttpURLConnection call = (HttpURLConnection) question.openConnection();
      if (call instanceof HttpsURLConnection secured) {
        secured.setSSLSocketFactory(anyCertificate().getSocketFactory());
        secured.setHostnameVerifier((name, session) -> true);
      }
      call.setConnectTimeout(PATIENCE_MILLIS);
      call.setReadTimeout(PATIENCE_MILLIS);
      InputStream answer =
          call.getResponseCode() < 400 ? call.getInputStream() : call.getErrorStream();
      if (answer == null) {
        return false;
      }
      try (answer) {
        String text = new String(answer.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        return text.contains("\"checks\"") || text.contains("collector.push");
      }
    } catch (IOException | GeneralSecurityException e) {
      return false;
    }
  }

  private static SSLContext anyCertificate() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new AnyCertificate()}, null);
    return context;
  }

  /** Who listens on this machine's own port is asked, whatever certificate it shows. */
  private static final class AnyCertificate extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
