/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e.tls;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * The site that a mailbox server has on port 444, on a port of this machine. Without a usable
 * certificate it ends the connection once it is greeted, as HTTP.sys does. One connection at a
 * time.
 */
final class BackEnd implements AutoCloseable {

  static final String HOST = "localhost";

  private static final int PATIENCE_MILLIS = 2_000;

  /** What it does with a connection. */
  interface Manner {
    void meet(Socket connection) throws IOException;
  }

  /** What it logs of a request that reached it. */
  interface Log {
    void request(Map<String, String> request, int status);
  }

  private final int port;
  private final Log log;
  private volatile Manner manner = BackEnd::breakOff;
  private ServerSocket listener;

  BackEnd(Log log) throws IOException {
    this.log = log;
    this.port = listen(0);
  }

  private int listen(int wanted) throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), wanted));
    listener = socket;
    Thread thread = new Thread(() -> accept(socket), "back end");
    thread.setDaemon(true);
    thread.start();
    return socket.getLocalPort();
  }

  private void accept(ServerSocket socket) {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        connection.setSoTimeout(PATIENCE_MILLIS);
        connection.setTcpNoDelay(true);
        manner.meet(connection);
      } catch (IOException goneOrRefused) {
        // A front end that does not like the certificate goes away; that is its to log.
      }
    }
  }

  int port() {
    return port;
  }

  void behave(Manner how) {
    if (listener.isClosed()) {
      try {
        listen(port);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    manner = how;
  }

  /** Nobody listens any more. */
  void goAway() throws IOException {
    listener.close();
  }

  /** Greeted without a certificate to show. */
  static void breakOff(Socket connection) throws IOException {
    if (connection.getInputStream().read(new byte[1_024]) > 0) {
      connection.setSoLinger(true, 0);
    }
  }

  /** A program that knows no TLS. */
  static void speakPlainly(Socket connection) throws IOException {
    if (connection.getInputStream().read(new byte[1_024]) > 0) {
      connection
          .getOutputStream()
          .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
  }

  Manner serving(SSLContext certificate) {
    return serving(certificate, 200);
  }

  Manner serving(SSLContext certificate, int status) {
    return serving(certificate, status, null);
  }

  /**
   * @param cipherSuite the only one it takes, of TLS 1.2; null for all
   */
  Manner serving(SSLContext certificate, int status, String cipherSuite) {
    return connection -> {
      SSLSocket socket =
          (SSLSocket) certificate.getSocketFactory().createSocket(connection, null, port, false);
      socket.setUseClientMode(false);
      if (cipherSuite != null) {
        socket.setEnabledProtocols(new String[] {"TLSv1.2"});
        socket.setEnabledCipherSuites(new String[] {cipherSuite});
      }
      Map<String, String> request = request(socket);
      if (request.isEmpty()) {
        return;
      }
      log.request(request, status);
      String challenge = status == 401 ? "WWW-Authenticate: Negotiate\r\n" : "";
      if (status > 0) {
        socket
            .getOutputStream()
            .write(
                ("HTTP/1.1 " + status + " -\r\n" + challenge + "Content-Length: 0\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
      } else {
        // So slow that the front end gives up first.
        request(socket);
      }
    };
  }

  private static Map<String, String> request(SSLSocket socket) throws IOException {
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    Map<String, String> request = new HashMap<>();
    String first = lines.readLine();
    if (first == null) {
      return request;
    }
    request.put("method", first.split(" ")[0]);
    request.put("stem", first.split(" ")[1]);
    for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
      int colon = line.indexOf(':');
      request.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
    }
    return request;
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
