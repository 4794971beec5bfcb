/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e.tls;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Asks a back end as the proxy of Exchange does: any certificate is accepted where
 * AllowInternalUntrustedCerts is set, which is the default; else it must be valid, carry the name
 * and lead to a trusted root. What comes of it is named as .NET's WebExceptionStatus names it.
 */
final class FrontEnd {

  private static final int PATIENCE_MILLIS = 150;

  final String name;
  final String address;
  private final X509TrustManager trusted;
  private boolean allowInternalUntrustedCerts = true;
  private String asksFor = BackEnd.HOST;
  private String cipherSuite;

  /**
   * @param trusted roots, as a key store
   */
  FrontEnd(String name, String address, KeyStore trusted) throws GeneralSecurityException {
    this.name = name;
    this.address = address;
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    this.trusted = (X509TrustManager) factory.getTrustManagers()[0];
  }

  void checkCertificates() {
    allowInternalUntrustedCerts = false;
  }

  /** The name it resolves, whatever its log calls the back end. */
  void askFor(String host) {
    asksFor = host;
  }

  /** The only one it offers, of TLS 1.2. */
  void offerOnly(String suite) {
    cipherSuite = suite;
  }

  /**
   * What a front end logs.
   *
   * @param backEndStatus number, or name of a WebExceptionStatus
   */
  record Answer(int httpStatus, String backEndStatus, String errorCode) {
    static Answer failed(int httpStatus, String name) {
      return new Answer(httpStatus, name, name);
    }
  }

  /** One request over a connection of its own. */
  Answer ask(int port, String method, String stem, Collection<String> headers) {
    InetAddress resolved;
    try {
      resolved = InetAddress.getByName(asksFor);
    } catch (UnknownHostException e) {
      return Answer.failed(503, "NameResolutionFailure");
    }
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(resolved, port), PATIENCE_MILLIS * 10);
      plain.setSoTimeout(PATIENCE_MILLIS * 10);
      plain.setTcpNoDelay(true);
      return overTls(plain, port, method, stem, headers);
    } catch (ConnectException e) {
      return Answer.failed(503, "ConnectFailure");
    } catch (IOException e) {
      return Answer.failed(503, "SendFailure");
    }
  }

  private Answer overTls(
      Socket plain, int port, String method, String stem, Collection<String> headers)
      throws IOException {
    Seen seen = new Seen();
    SSLSocket socket =
        (SSLSocket) context(seen).getSocketFactory().createSocket(plain, asksFor, port, false);
    if (cipherSuite != null) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.setEnabledCipherSuites(new String[] {cipherSuite});
    }
    boolean hasBody = method.equals("POST");
    try {
      socket.startHandshake();
    } catch (IOException e) {
      boolean alert = String.valueOf(e.getMessage()).contains("fatal alert");
      return Answer.failed(
          503, alert ? "SecureChannelFailure" : hasBody ? "SendFailure" : "ReceiveFailure");
    }
    if (!allowInternalUntrustedCerts && !isAcceptable(seen.chain)) {
      return Answer.failed(503, "TrustFailure");
    }
    socket
        .getOutputStream()
        .write(
            (method + " " + stem + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    plain.setSoTimeout(PATIENCE_MILLIS);
    return answer(socket);
  }

  private static Answer answer(SSLSocket socket) throws IOException {
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    String first;
    try {
      first = lines.readLine();
    } catch (SocketTimeoutException e) {
      return Answer.failed(504, "Timeout");
    }
    if (first == null) {
      return Answer.failed(503, "ConnectionClosed");
    }
    int status = Integer.parseInt(first.split(" ")[1]);
    // It asked with a ticket, and is asked for one again.
    return status == 401
        ? new Answer(503, "401", "ServerKerberosAuthenticationFailure")
        : new Answer(status, Integer.toString(status), "");
  }

  private boolean isAcceptable(X509Certificate[] chain) {
    try {
      chain[0].checkValidity();
      trusted.checkServerTrusted(chain, "ECDHE_ECDSA");
      return carriesName(chain[0]);
    } catch (CertificateException e) {
      return false;
    }
  }

  private boolean carriesName(X509Certificate certificate) throws CertificateException {
    Collection<List<?>> names = certificate.getSubjectAlternativeNames();
    if (names == null) {
      String subject = certificate.getSubjectX500Principal().getName();
      return subject.toLowerCase(Locale.ROOT).equals("cn=" + asksFor);
    }
    return names.stream().anyMatch(name -> asksFor.equalsIgnoreCase(String.valueOf(name.get(1))));
  }

  private static SSLContext context(Seen seen) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {seen}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime speaks TLS", e);
    }
  }

  /** Lets every certificate through the handshake, to be judged after it as .NET's callback is. */
  private static final class Seen implements X509TrustManager {
    private X509Certificate[] chain = {};

    @Override
    public void checkServerTrusted(X509Certificate[] served, String authType) {
      chain = served;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] served, String authType) {
      throw new UnsupportedOperationException("front ends are clients here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
