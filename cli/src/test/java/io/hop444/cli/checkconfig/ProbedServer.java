/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/** Does handshakes with a certificate, and nothing after them. */
final class ProbedServer extends Thread implements AutoCloseable {

  private final SSLServerSocket socket;

  /**
   * @param certificate PEM file with key and certificate
   */
  ProbedServer(Path certificate) throws IOException {
    super("probed-server");
    setDaemon(true);
    DefaultSslEngineFactory tls = new DefaultSslEngineFactory();
    tls.configure(
        Map.of(
            "ssl.protocol",
            "TLSv1.3",
            "ssl.keystore.type",
            "PEM",
            "ssl.keystore.location",
            certificate.toString()));
    socket =
        (SSLServerSocket)
            tls.sslContext()
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  int port() {
    return socket.getLocalPort();
  }

  @Override
  public void run() {
    while (!socket.isClosed()) {
      try (SSLSocket client = (SSLSocket) socket.accept()) {
        client.startHandshake();
        client.getInputStream().read();
      } catch (IOException e) {
        // A client that does not like the certificate, or the end.
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
