/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hop444.collector.source.BatchShipping;
import io.hop444.collector.source.FakeBatches;
import io.hop444.collector.source.SiteDirectory;
import io.hop444.wire.BindingSnapshot;
import io.hop444.wire.Certificate;
import io.hop444.wire.ProbeOutcome;
import io.hop444.wire.SnapshotOrigin;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSocket;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real handshakes on the loopback, with certificates made for this test. */
class TlsProbeIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A little later than now: certificates that are made by then are valid from their making. */
  private static final Instant NOW = Instant.now().plusSeconds(3_600);

  @TempDir static Path folder;

  private static Path good;
  private static Path misnamed;
  private static Path expired;

  /** What a server does with a connection. */
  private interface Answer {
    void to(Socket connection) throws Exception;
  }

  /** Serves every connection in the same way until it is closed. */
  private static final class Server implements AutoCloseable {

    private final ServerSocket socket;
    private final Thread thread;

    Server(Path store, Answer answer) throws Exception {
      this(
          TestCertificates.server(store)
              .getServerSocketFactory()
              .createServerSocket(0, 5, InetAddress.getByName("127.0.0.1")),
          answer);
    }

    Server(Answer answer) throws IOException {
      this(new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1")), answer);
    }

    private Server(ServerSocket socket, Answer answer) {
      this.socket = socket;
      this.thread = new Thread(() -> serve(answer));
      thread.start();
    }

    private void serve(Answer answer) {
      while (!socket.isClosed()) {
        try (Socket connection = socket.accept()) {
          answer.to(connection);
        } catch (Exception ended) {
          // The client went away, or the test is over.
        }
      }
    }

    ProbeTarget target() {
      return new ProbeTarget("localhost", socket.getLocalPort());
    }

    @Override
    public void close() throws Exception {
      socket.close();
      thread.join();
    }
  }

  @BeforeAll
  static void makeCertificates() throws Exception {
    good = TestCertificates.selfSigned(folder, "good", "-ext", "SAN=dns:LOCALHOST,dns:mbx07");
    misnamed = TestCertificates.selfSigned(folder, "misnamed", "-ext", "SAN=dns:mail.contoso.test");
    expired =
        TestCertificates.selfSigned(
            folder, "localhost", "-startdate", "-9d", "-validity", "3", "-keyalg", "EC");
  }

  private static ProbeResult probe(ProbeTarget target, TrustedRoots roots) {
    return new TlsProbe(PATIENCE, roots).probe(target, NOW);
  }

  private static TrustedRoots roots(Path store) throws IOException {
    return TrustedRoots.of(store, TestCertificates.password());
  }

  private static void handshake(Socket connection) throws IOException {
    ((SSLSocket) connection).startHandshake();
    int unused = connection.getInputStream().read();
  }

  @Test
  void shouldSeeTheCertificateAskForTheNameAndNeverSendARequest() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    ProbeResult result;
    ProbeTarget target;
    try (Server server =
        new Server(
            good,
            connection -> {
              ((SSLSocket) connection).startHandshake();
              ExtendedSSLSession session =
                  (ExtendedSSLSession) ((SSLSocket) connection).getSession();
              seen.add(session.getRequestedServerNames().toString());
              seen.add("first byte " + connection.getInputStream().read());
            })) {
      target = server.target();

      result = probe(target, roots(good));

      assertThat(seen.poll(30, TimeUnit.SECONDS)).contains("localhost");
      assertThat(seen.poll(30, TimeUnit.SECONDS)).isEqualTo("first byte -1");
    }
    assertThat(result.outcome()).isEqualTo(ProbeOutcome.OK);
    assertThat(result.protocol()).isEqualTo("TLSv1.3");
    BindingSnapshot snapshot = new ProbeRecords("c1").snapshot("DUB", target, result, NOW);
    assertThat(snapshot.getOrigin()).isEqualTo(SnapshotOrigin.PROBE);
    assertThat(snapshot.getPosition().getServer()).isEqualTo("localhost");
    assertThat(snapshot.getBindings().get(0).getEndpoint()).isEqualTo(target.endpoint());
    Certificate served = snapshot.getCertificates().get(0);
    assertThat(served.getThumbprint())
        .isEqualTo(snapshot.getBindings().get(0).getThumbprint())
        .matches("[0-9A-F]{40}");
    assertThat(served.getSubjectAlternativeNames()).containsExactly("LOCALHOST", "mbx07");
    assertThat(served.getTrusted()).isTrue();
    assertThat(snapshot.getProbe().getKeyType()).isEqualTo("EC 256");
    assertThat(snapshot.getProbe().getOutcome()).isEqualTo(ProbeOutcome.OK);
  }

  @Test
  void shouldTellWrongNameExpiryAndMissingTrustApart() throws Exception {
    try (Server wrong = new Server(misnamed, TlsProbeIT::handshake);
        Server old = new Server(expired, TlsProbeIT::handshake);
        Server fine = new Server(good, TlsProbeIT::handshake)) {

      assertThat(probe(wrong.target(), null).outcome()).isEqualTo(ProbeOutcome.WRONG_NAME);
      assertThat(probe(old.target(), null).outcome()).isEqualTo(ProbeOutcome.EXPIRED);
      assertThat(probe(fine.target(), roots(misnamed)).outcome()).isEqualTo(ProbeOutcome.UNTRUSTED);
      assertThat(probe(fine.target(), null).outcome()).isEqualTo(ProbeOutcome.OK);
      assertThat(probe(fine.target(), null).trusted()).isNull();
    }
  }

  @Test
  void shouldTellNothingListening() throws Exception {
    ProbeTarget target;
    try (Server server = new Server(connection -> {})) {
      target = server.target();
    }

    ProbeResult result = probe(target, null);

    assertThat(result.outcome()).isEqualTo(ProbeOutcome.NOT_LISTENING);
    BindingSnapshot snapshot = new ProbeRecords("c1").snapshot("DUB", target, result, NOW);
    assertThat(snapshot.getBindings()).isEmpty();
    assertThat(snapshot.getProbe().getKeyType()).isNull();
  }

  @Test
  void shouldTellResetAndCloseInTheHandshake() throws Exception {
    try (Server reset =
            new Server(
                connection -> {
                  int unused = connection.getInputStream().read();
                  connection.setSoLinger(true, 0);
                });
        Server closed =
            new Server(
                connection -> {
                  readHello(connection.getInputStream());
                  connection.shutdownOutput();
                })) {

      assertThat(probe(reset.target(), null).outcome()).isEqualTo(ProbeOutcome.HANDSHAKE_RESET);
      assertThat(probe(closed.target(), null).outcome()).isEqualTo(ProbeOutcome.HANDSHAKE_RESET);
    }
  }

  private static void readHello(InputStream in) throws IOException {
    byte[] header = in.readNBytes(5);
    in.readNBytes(((header[3] & 0xFF) << 8) | (header[4] & 0xFF));
  }

  @Test
  void shouldTellMissingCertificateOldProtocolAndPlainText() throws Exception {
    byte[] protocolVersionAlert = {0x15, 3, 3, 0, 2, 2, 70};
    try (Server bare = new Server((Path) null, TlsProbeIT::handshake);
        Server old = new Server(connection -> answer(connection, protocolVersionAlert));
        Server plain =
            new Server(
                connection ->
                    answer(
                        connection,
                        "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII)))) {

      assertThat(probe(bare.target(), null).outcome()).isEqualTo(ProbeOutcome.NO_CERTIFICATE);
      assertThat(probe(old.target(), null).outcome()).isEqualTo(ProbeOutcome.PROTOCOL_MISMATCH);
      assertThat(probe(plain.target(), null).outcome()).isEqualTo(ProbeOutcome.NOT_TLS);
    }
  }

  private static void answer(Socket connection, byte[] bytes) throws IOException {
    readHello(connection.getInputStream());
    connection.getOutputStream().write(bytes);
    connection.shutdownOutput();
    int unused = connection.getInputStream().read();
  }

  @Test
  void shouldTellServersThatDoNotAnswerAndNamesThatDoNotExist() throws Exception {
    TlsProbe impatient = new TlsProbe(Duration.ofMillis(200), null);
    try (Server silent = new Server(connection -> connection.getInputStream().readAllBytes())) {

      assertThat(impatient.probe(silent.target(), NOW).outcome())
          .isEqualTo(ProbeOutcome.HANDSHAKE_TIMEOUT);
    }
    assertThat(impatient.probe(new ProbeTarget("x".repeat(70), 444), NOW).outcome())
        .isEqualTo(ProbeOutcome.NAME_NOT_RESOLVED);
  }

  @Test
  void shouldReadTrustFromPemAndRefuseAFileWithoutCertificates() throws Exception {
    Path pem = folder.resolve("roots.pem");
    Files.writeString(
        pem,
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder()
                .encodeToString(TestCertificates.certificate(good).getEncoded())
            + "\n-----END CERTIFICATE-----\n");
    Path empty = Files.writeString(folder.resolve("empty.pem"), "none");

    assertThat(TrustedRoots.of(pem, null).trust(List.of(TestCertificates.certificate(good)), NOW))
        .isTrue();
    assertThatThrownBy(() -> TrustedRoots.of(empty, null)).hasMessageContaining("empty.pem");
  }

  @Test
  void shouldProbeOnScheduleAndShipEachResultUnderTheSiteOfTheServer() throws Exception {
    List<BindingSnapshot> shipped = new CopyOnWriteArrayList<>();
    BatchShipping shipping =
        new BatchShipping() {
          @Override
          public boolean isReady() {
            return true;
          }

          @Override
          public CompletableFuture<Void> ship(List<? extends SpecificRecord> batch) {
            batch.forEach(each -> shipped.add((BindingSnapshot) each));
            return CompletableFuture.completedFuture(null);
          }
        };
    Files.createDirectories(folder.resolve("estate/DUB/LOCALHOST"));
    InstantSource clock = InstantSource.system();
    SiteDirectory sites = new SiteDirectory(folder.resolve("estate"), "elsewhere", clock);
    try (Server server = new Server(good, TlsProbeIT::handshake);
        ProbeSchedule schedule =
            new ProbeSchedule(
                List.of(server.target(), new ProbeTarget("127.0.0.1", server.target().port())),
                new ProbeSchedule.Settings("c1", Duration.ofMillis(1), 6_000, PATIENCE, null),
                sites,
                shipping,
                clock)) {

      schedule.start();

      await().atMost(PATIENCE).until(() -> schedule.counts().records() >= 4);
      assertThat(schedule.targetsWith(ProbeOutcome.OK)).isEqualTo(1);
      assertThat(schedule.targetsWith(ProbeOutcome.WRONG_NAME)).isEqualTo(1);
    }
    assertThat(shipped).extracting(s -> s.getPosition().getSite()).contains("DUB", "elsewhere");
  }

  @Test
  void shouldProbeOnceItsResultsCanBeShipped() throws Exception {
    FakeBatches kafka = new FakeBatches();
    kafka.ready(false);
    InstantSource clock = InstantSource.system();
    try (Server server = new Server(good, TlsProbeIT::handshake);
        ProbeSchedule schedule =
            new ProbeSchedule(
                List.of(server.target()),
                new ProbeSchedule.Settings("c1", Duration.ofHours(1), 60, PATIENCE, null),
                new SiteDirectory(folder.resolve("none"), "DUB", clock),
                kafka,
                clock)) {
      schedule.start();

      kafka.ready(true);

      await().atMost(PATIENCE).until(() -> schedule.counts().records() == 1);
      assertThat(schedule.counts().failures()).isZero();
    }
  }
}
