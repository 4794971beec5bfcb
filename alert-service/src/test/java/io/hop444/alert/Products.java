/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A ticket system, a pager, a generic receiver and a mail server, and the routes to them. */
final class Products implements AutoCloseable {

  static final String INBOUND_SECRET = "inbound-secret-of-the-test";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Got> got = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final GreenMail mail =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  /** A request to one of them. */
  record Got(String product, String authorization, String body) {
    JsonPath json() {
      return JsonPath.from(body);
    }
  }

  private Products(HttpServer server) {
    this.server = server;
  }

  static Products start() {
    try {
      Products products =
          new Products(
              HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100));
      products.server.setExecutor(products.threads);
      products.server.createContext("/", products::take);
      products.server.start();
      products.mail.start();
      return products;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    String product = exchange.getRequestURI().getPath().substring(1);
    got.add(
        new Got(
            product,
            String.valueOf(exchange.getRequestHeaders().getFirst("authorization")),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    if (product.equals("silent")) {
      Receiver.await(end);
    }
    byte[] answer = "{\"taken\":true}".getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(202, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  /** What one of them got with {@code text} in it. */
  List<Got> of(String product, String text) {
    return got.stream()
        .filter(one -> one.product().equals(product) && one.body().contains(text))
        .toList();
  }

  GreenMail mail() {
    return mail;
  }

  /** Writes the file of routes. */
  Path routes(Path folder) {
    int port = server.getAddress().getPort();
    try {
      Files.writeString(folder.resolve("signing"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n");
      Files.writeString(folder.resolve("token"), "token-of-the-test\n");
      Files.writeString(folder.resolve("inbound"), INBOUND_SECRET + "\n");
      Files.writeString(folder.resolve("key"), "0123456789abcdef0123456789abcdef\n");
      return Files.writeString(
          folder.resolve("routes.yaml"),
          """
          targets:
            ops: {kind: webhook, url: "http://127.0.0.1:%1$d/ops", secret-file: signing, allow: loopback}
            silent: {kind: webhook, url: "http://127.0.0.1:%1$d/silent", secret-file: signing, allow: loopback}
            inner: {kind: webhook, url: "http://localhost:%1$d/inner", secret-file: signing}
            pager: {kind: pagerduty, url: "http://127.0.0.1:%1$d/pager", routing-key-file: key, allow: loopback}
            mail: {kind: email, host: 127.0.0.1, port: %2$d, tls: none, from: hop444@contoso.test, to: ops@contoso.test, allow: loopback}
            desk:
              kind: servicenow
              url: "http://127.0.0.1:%1$d/desk"
              token-file: token
              allow: loopback
              inbound:
                secret-file: inbound
                states: {In Progress: acknowledge, Resolved: resolve}
          route:
            targets: ops
            routes:
              - {match: {site: DESK}, targets: desk, findings: OUTAGE}
              - {match: {site: INNER}, targets: inner}
              - {match: {site: SILENT}, targets: silent}
              - {match: {site: MAIL}, targets: mail}
              - name: escalated
                match: {site: ESC}
                repeat: 1h
                escalate: [{after: 1s, targets: pager}]
              - {match: {site: "GRP*"}, targets: pager, delay: 3s}
          inhibit: {site-wide: 3, estate-wide: 15}
          flapping: {reopenings: 2, hold: 2s}
          watch: {targets: pager, collector-quiet: 2s, correlator-quiet: 2s}
          """
              .formatted(port, mail.getSmtp().getPort()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
    mail.stop();
  }
}
