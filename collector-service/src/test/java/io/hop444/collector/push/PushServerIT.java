/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hop444.collector.estate.Reading;
import io.hop444.collector.probe.TestCertificates;
import io.hop444.collector.source.EventIntake;
import io.hop444.collector.source.EventSamples;
import io.hop444.collector.source.FakeBatches;
import io.hop444.collector.source.SiteDirectory;
import io.hop444.wire.DeadLetter;
import io.hop444.wire.HostEvent;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The push listener over real HTTP on the loopback. */
class PushServerIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String TOKEN = "a-token-of-this-test";
  private static final int MAX_BODY = 20_000;

  private static Vertx vertx;

  @TempDir Path folder;

  private final FakeBatches kafka = new FakeBatches();
  private PushServer server;
  private HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void startVertx() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stopVertx() {
    var unused = vertx.close();
  }

  @AfterEach
  void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  private void start(PushTokens tokens, Path certificate, Path key) {
    InstantSource clock = InstantSource.system();
    SiteDirectory sites = new SiteDirectory(folder, "DUB", clock);
    server =
        new PushServer(
            new PushSettings("127.0.0.1", 0, certificate, key, MAX_BODY, "DUB"),
            tokens,
            new EventIntake(Reading.settings(), sites, MAX_BODY),
            kafka,
            vertx);
    server.start();
  }

  private void start() {
    start(PushTokens.of(TOKEN, InstantSource.system()), null, null);
  }

  private HttpRequest.Builder post(byte[] body) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + PushServer.PATH))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + TOKEN)
        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
  }

  private HttpRequest.Builder post(String body) {
    return post(body.getBytes(StandardCharsets.UTF_8));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void shouldAnswerOnlyAfterKafkaHasAcknowledged() throws Exception {
    start();
    kafka.holding(true);

    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(
            post(EventSamples.winlogbeat("mbx07", 4)).build(),
            HttpResponse.BodyHandlers.ofString());

    await().atMost(PATIENCE).until(() -> kafka.held() == 1);
    assertThat(answer).isNotDone();
    kafka.release();
    assertThat(answer.get().statusCode()).isEqualTo(200);
    assertThat(answer.get().body()).contains("\"shipped\":1");
    assertThat(kafka.of(HostEvent.class)).hasSize(1);
    assertThat(server.counts().records()).isEqualTo(1);
  }

  @Test
  void shouldTakeXmlListsAndGzipAndKeepWhatCannotBeReadAsDeadLetter() throws Exception {
    start();
    String list =
        "[" + EventSamples.fluentBit("mbx07", 1) + "," + EventSamples.other("mbx07") + "]";

    assertThat(send(post(EventSamples.xml("mbx07", 2))).statusCode()).isEqualTo(200);
    assertThat(send(post(gzip(list)).header("Content-Encoding", "gzip")).body())
        .contains("\"shipped\":1,\"ignored\":1,\"unreadable\":0");
    assertThat(send(post("nonsense")).body()).contains("\"unreadable\":1");

    assertThat(kafka.of(HostEvent.class)).hasSize(2);
    assertThat(kafka.of(DeadLetter.class).get(0).getSource()).isEqualTo("push:127.0.0.1");
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void shouldRefuseWithoutTheTokenOnOtherPathsAndByOtherMethods() throws Exception {
    start();
    URI uri = URI.create("http://127.0.0.1:" + server.port() + PushServer.PATH);
    HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofString("{}");

    assertThat(send(HttpRequest.newBuilder(uri).POST(body)).statusCode()).isEqualTo(401);
    assertThat(send(post("{}").setHeader("Authorization", "Bearer " + TOKEN + "x")).statusCode())
        .isEqualTo(401);
    assertThat(send(post("{}").setHeader("Authorization", TOKEN)).statusCode()).isEqualTo(401);
    assertThat(send(post("{}").uri(uri.resolve("/other"))).statusCode()).isEqualTo(404);
    assertThat(send(post("{}").GET()).statusCode()).isEqualTo(405);

    assertThat(server.refused(PushRefusal.UNAUTHORIZED)).isEqualTo(3);
    assertThat(kafka.all()).isEmpty();
  }

  @Test
  void shouldRefuseBodiesThatAreOrExpandToMoreThanTheLimit() throws Exception {
    start();
    String large = " ".repeat(MAX_BODY + 1);

    assertThat(send(post(gzip(large)).header("Content-Encoding", "gzip")).statusCode())
        .isEqualTo(413);
    assertThat(send(post(gzip("{}")).header("Content-Encoding", "br")).statusCode()).isEqualTo(415);
    assertThat(send(post("{}").header("Content-Encoding", "gzip")).statusCode()).isEqualTo(400);
    HttpResponse<String> announced = send(post(large));
    assertThat(announced.statusCode()).isEqualTo(413);
    HttpRequest.BodyPublisher chunked =
        HttpRequest.BodyPublishers.fromPublisher(HttpRequest.BodyPublishers.ofString(large));
    assertThat(send(post("").POST(chunked)).statusCode()).isEqualTo(413);
    assertThat(send(post(EventSamples.nxLog("mbx07", 1))).statusCode()).isEqualTo(200);
  }

  @Test
  void shouldTellShippersToComeBackWhileKafkaIsAwayOrTooMuchIsOnItsWay() throws Exception {
    start();
    kafka.ready(false);
    HttpResponse<String> away = send(post(EventSamples.nxLog("mbx07", 1)));
    kafka.ready(true);
    kafka.failing(true);
    HttpResponse<String> failed = send(post(EventSamples.nxLog("mbx07", 1)));
    kafka.failing(false);
    kafka.holding(true);
    String nearlyFull = EventSamples.nxLog("mbx07", 1) + " ".repeat(MAX_BODY - 1_000);
    for (int i = 0; i < 4; i++) {
      var unused = client.sendAsync(post(nearlyFull).build(), HttpResponse.BodyHandlers.ofString());
    }
    await().atMost(PATIENCE).until(() -> kafka.held() == 4);

    HttpResponse<String> busy = send(post(nearlyFull));

    assertThat(away.statusCode()).isEqualTo(503);
    assertThat(away.headers().firstValue("Retry-After")).contains("5");
    assertThat(failed.statusCode()).isEqualTo(503);
    assertThat(server.counts().failures()).isEqualTo(1);
    assertThat(busy.statusCode()).isEqualTo(429);
    assertThat(busy.headers().firstValue("Retry-After")).contains("1");
    kafka.holding(false);
    kafka.release();
    await().atMost(PATIENCE).until(() -> send(post(nearlyFull)).statusCode() == 200);
  }

  @Test
  void shouldTakeTheTokensOfAFileAsItIsNow() throws Exception {
    Path file = Files.writeString(folder.resolve("tokens"), "an-older-token-1\n" + TOKEN + "\n");
    InstantSource later = new SteppingClock();
    start(PushTokens.of(file, later), null, null);
    assertThat(send(post("[]")).statusCode()).isEqualTo(200);

    Files.writeString(file, "another-token-01\n");
    Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(1_000));

    assertThat(send(post("[]")).statusCode()).isEqualTo(401);
    assertThat(send(post("[]").setHeader("Authorization", "bearer another-token-01")).statusCode())
        .isEqualTo(200);
  }

  /** A minute passes between any two looks. */
  private static final class SteppingClock implements InstantSource {

    private java.time.Instant now = Reading.NOW;

    @Override
    public synchronized java.time.Instant instant() {
      now = now.plusSeconds(60);
      return now;
    }
  }

  @Test
  void shouldTalkTlsWithACertificate() throws Exception {
    Path store = TestCertificates.selfSigned(folder, "localhost", "-ext", "SAN=ip:127.0.0.1");
    KeyStore opened = TestCertificates.open(store);
    Path key = folder.resolve("key.pem");
    Path certificate = folder.resolve("certificate.pem");
    pem(
        key,
        "PRIVATE KEY",
        opened.getKey("localhost", TestCertificates.password().toCharArray()).getEncoded());
    pem(certificate, "CERTIFICATE", opened.getCertificate("localhost").getEncoded());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore roots = KeyStore.getInstance("PKCS12");
    roots.load(null, null);
    roots.setCertificateEntry("root", opened.getCertificate("localhost"));
    trust.init(roots);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    client = HttpClient.newBuilder().sslContext(context).build();
    start(PushTokens.of(TOKEN, InstantSource.system()), certificate, key);

    HttpRequest.Builder request =
        post(EventSamples.nxLog("mbx07", 1))
            .uri(URI.create("https://127.0.0.1:" + server.port() + PushServer.PATH));

    assertThat(send(request).statusCode()).isEqualTo(200);
  }

  private static void pem(Path file, String type, byte[] content) throws IOException {
    Files.writeString(
        file,
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(type, Base64.getMimeEncoder().encodeToString(content), type));
  }
}
