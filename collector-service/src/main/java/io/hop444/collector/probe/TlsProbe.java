/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.probe;

import io.hop444.wire.ProbeOutcome;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * One full TLS handshake with a server, without a request. Every certificate is let through the
 * handshake, so that it can be seen and judged; nothing is ever sent over such a connection. Safe
 * for use by many threads.
 */
public final class TlsProbe {

  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private final Duration timeout;
  private final TrustedRoots roots;

  /**
   * @param timeout of the connect, and of the handshake
   * @param roots null when trust is not judged
   */
  public TlsProbe(Duration timeout, TrustedRoots roots) {
    this.timeout = timeout;
    this.roots = roots;
  }

  /** Probes once; every failure is an outcome. */
  public ProbeResult probe(ProbeTarget target, Instant now) {
    long start = System.nanoTime();
    InetAddress address;
    try {
      address = InetAddress.getByName(target.host());
    } catch (UnknownHostException e) {
      return ProbeResult.failed(
          ProbeOutcome.NAME_NOT_RESOLVED, "DNS knows no address of " + target.host(), took(start));
    }
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(address, target.port()), Math.toIntExact(timeout.toMillis()));
      return handshake(socket, target, now, start);
    } catch (ConnectException e) {
      return ProbeResult.failed(
          ProbeOutcome.NOT_LISTENING, "nothing accepts connections", took(start));
    } catch (IOException e) {
      return ProbeResult.failed(
          ProbeOutcome.UNREACHABLE, "no connection: " + reason(e), took(start));
    }
  }

  private ProbeResult handshake(Socket plain, ProbeTarget target, Instant now, long start) {
    Collected collected = new Collected();
    try (SSLSocket socket = tls(plain, target, collected)) {
      plain.setSoTimeout(Math.toIntExact(timeout.toMillis()));
      socket.startHandshake();
      return judged(
          socket.getSession().getProtocol(),
          socket.getSession().getCipherSuite(),
          collected.chain,
          target,
          now,
          took(start));
    } catch (IOException e) {
      ProbeOutcome outcome = outcomeOf(e);
      return ProbeResult.failed(outcome, sentence(outcome) + ": " + reason(e), took(start));
    }
  }

  private static SSLSocket tls(Socket plain, ProbeTarget target, Collected collected)
      throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {collected}, new SecureRandom());
      SSLSocket socket =
          (SSLSocket)
              context.getSocketFactory().createSocket(plain, target.host(), target.port(), true);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setProtocols(PROTOCOLS);
      parameters.setCipherSuites(
          Arrays.stream(socket.getSupportedCipherSuites())
              .filter(suite -> !suite.contains("_anon_") && !suite.contains("_NULL_"))
              .toArray(String[]::new));
      if (isName(target.host())) {
        parameters.setServerNames(List.of(new SNIHostName(target.host())));
      }
      socket.setSSLParameters(parameters);
      return socket;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime speaks TLS", e);
    }
  }

  /** Addresses have no place in SNI (RFC 6066, 3). */
  private static boolean isName(String host) {
    return host.indexOf(':') < 0 && host.chars().anyMatch(c -> c != '.' && (c < '0' || c > '9'));
  }

  private ProbeResult judged(
      String protocol,
      String cipherSuite,
      List<X509Certificate> chain,
      ProbeTarget target,
      Instant now,
      long took) {
    if (chain.isEmpty()) {
      return ProbeResult.failed(
          ProbeOutcome.NO_CERTIFICATE, "the handshake ended without a certificate", took);
    }
    ServedCertificate own = new ServedCertificate(chain.get(0));
    Boolean trusted = roots == null ? null : roots.trust(chain, now);
    ProbeOutcome outcome = ProbeOutcome.OK;
    String detail = "the certificate is valid and carries the name";
    if (!own.isValidAt(now)) {
      outcome = ProbeOutcome.EXPIRED;
      detail =
          "the certificate is valid from "
              + own.certificate().getNotBefore().toInstant()
              + " until "
              + own.certificate().getNotAfter().toInstant();
    } else if (!own.carries(target.host())) {
      outcome = ProbeOutcome.WRONG_NAME;
      detail = "the certificate is not for " + target.host();
    } else if (Boolean.FALSE.equals(trusted)) {
      outcome = ProbeOutcome.UNTRUSTED;
      detail = "the chain leads to no certificate of collector.probe.trust-store";
    }
    return new ProbeResult(outcome, detail, protocol, cipherSuite, chain, trusted, took);
  }

  /**
   * HTTP.sys without a usable certificate closes or resets the connection; other servers send the
   * alert handshake_failure then.
   */
  static ProbeOutcome outcomeOf(IOException e) {
    String text = String.valueOf(e.getMessage());
    if (e instanceof SocketTimeoutException || e.getCause() instanceof SocketTimeoutException) {
      return ProbeOutcome.HANDSHAKE_TIMEOUT;
    }
    if (text.contains("protocol_version")
        || text.contains("insufficient_security")
        || text.contains("protocol version")) {
      return ProbeOutcome.PROTOCOL_MISMATCH;
    }
    if (text.contains("handshake_failure")) {
      return ProbeOutcome.NO_CERTIFICATE;
    }
    if (text.contains("unrecognized_name")) {
      return ProbeOutcome.WRONG_NAME;
    }
    if (text.contains("unrecognized SSL message")) {
      return ProbeOutcome.NOT_TLS;
    }
    boolean ended =
        e instanceof EOFException
            || e.getCause() instanceof EOFException
            || e.getCause() instanceof SocketException
            || (e instanceof SocketException)
            || (e instanceof SSLException && text.contains("closed"));
    return ended ? ProbeOutcome.HANDSHAKE_RESET : ProbeOutcome.UNKNOWN;
  }

  private static String sentence(ProbeOutcome outcome) {
    return switch (outcome) {
      case HANDSHAKE_RESET -> "the server ended the connection during the handshake";
      case HANDSHAKE_TIMEOUT -> "the server did not answer the handshake in time";
      case NO_CERTIFICATE -> "the server refused the handshake, as one without a certificate does";
      case PROTOCOL_MISMATCH -> "no protocol in common";
      case NOT_TLS -> "the port does not speak TLS";
      case WRONG_NAME -> "the server knows no certificate for the name";
      case UNKNOWN, OK, NAME_NOT_RESOLVED, NOT_LISTENING, UNREACHABLE, EXPIRED, UNTRUSTED ->
          "the handshake failed";
    };
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName() + " " + e.getMessage();
  }

  private static long took(long start) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  /** Keeps the chain and lets it pass: it is judged after the handshake. */
  private static final class Collected extends X509ExtendedTrustManager {

    private List<X509Certificate> chain = List.of();

    @Override
    public void checkServerTrusted(X509Certificate[] served, String authType) {
      chain = List.of(served);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] served, String authType, Socket socket) {
      chain = List.of(served);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] served, String authType, SSLEngine engine) {
      chain = List.of(served);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] served, String authType) {
      throw new UnsupportedOperationException("probes are clients");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] served, String authType, Socket socket) {
      throw new UnsupportedOperationException("probes are clients");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] served, String authType, SSLEngine engine) {
      throw new UnsupportedOperationException("probes are clients");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
