/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static io.restassured.RestAssured.given;

import io.hop444.localstack.LocalStack;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What test classes share: a broker, a database server, a browser, and one running service for all
 * that ask for the same kind of it. Two services at once would divide the topics' partitions
 * between them, so asking for another kind stops the one before; the classes' order keeps those of
 * a kind together. Tests keep apart by ids, sites and servers of their own.
 *
 * <pre>{@code
 * @RegisterExtension static final SharedAlert SHARED = SharedAlert.withTokens();
 * }</pre>
 */
final class SharedAlert implements BeforeAllCallback {

  /** Places of the classes in the order in which they run. */
  static final int WITH_TOKENS = 10;

  static final int ANONYMOUS = 20;
  static final int ROUTED = 25;
  static final int OF_THEIR_OWN = 30;

  /** The token that stood in the file before an anonymous service started. */
  static final String GIVEN_TOKEN = "a-token-that-was-there-before";

  /** May call the service with tokens from a browser. */
  static final String LISTED_ORIGIN = "https://portal.test";

  /** Calls the service with tokens takes at once. */
  static final int CALLS_AT_ONCE = 200;

  /** Clients the feed of the anonymous service takes at the same time. */
  static final int FEED_CLIENTS = 5;

  /** Owns no table of the service with tokens. */
  static final String RUN_TIME_ROLE = "hop444_run_time";

  /** The routed service's correlator. */
  static final String WATCHED_GROUP = "watched-correlator";

  private enum Kind {
    WITH_TOKENS,
    ANONYMOUS,
    ROUTED,
    NONE
  }

  private static final AtomicInteger TOKENS_AGAIN = new AtomicInteger();

  private final Kind kind;
  private Running running;

  private SharedAlert(Kind kind) {
    this.kind = kind;
  }

  /**
   * A service with a receiver of webhooks; every caller needs a token. It runs as a role that owns
   * no table, as docs/security.md advises.
   */
  static SharedAlert withTokens() {
    return new SharedAlert(Kind.WITH_TOKENS);
  }

  /** A service that lets anybody read, keeps few events for slow clients and sends no webhooks. */
  static SharedAlert anonymous() {
    return new SharedAlert(Kind.ANONYMOUS);
  }

  /** A service with a file of routes, against {@link #products}. Each test has its own site. */
  static SharedAlert routed() {
    return new SharedAlert(Kind.ROUTED);
  }

  /** None: the class starts services of its own. */
  static SharedAlert none() {
    return new SharedAlert(Kind.NONE);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    running =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(SharedAlert.class))
            .computeIfAbsent(Running.class, unused -> new Running(), Running.class);
    running.provide(kind);
  }

  AlertProcess alert() {
    return running.alert;
  }

  /** The database of the service. */
  LocalStack.Database database() {
    return running.database;
  }

  /** Trusted by the service with tokens. */
  OidcIssuer issuer() {
    return running.issuer;
  }

  Wire wire() {
    return running.wire;
  }

  Receiver receiver() {
    return running.receiver;
  }

  /** What the routed service tells. */
  Products products() {
    return running.products;
  }

  /** Started when it is first asked for. */
  Browser browser() {
    return running.browser();
  }

  RequestSpecification anybody() {
    return given().baseUri(alert().address());
  }

  RequestSpecification with(String token) {
    return anybody().header("Authorization", "Bearer " + token);
  }

  RequestSpecification admin() {
    return with(alert().token());
  }

  /** Makes a token of a role ({@code viewer}, {@code responder}, {@code admin}). */
  String token(String name, String role) {
    return token(Map.of("name", name, "role", role));
  }

  /**
   * Makes a token as the API describes it; by another name where a test that failed has made it.
   */
  String token(Map<String, Object> wanted) {
    Response made = makeToken(wanted);
    if (made.statusCode() == 409) {
      Map<String, Object> again = new HashMap<>(wanted);
      again.put("name", wanted.get("name") + "-" + TOKENS_AGAIN.incrementAndGet());
      made = makeToken(again);
    }
    return made.then().statusCode(201).extract().path("token");
  }

  private Response makeToken(Map<String, Object> wanted) {
    return admin().contentType("application/json").body(wanted).post("/api/v1/tokens");
  }

  void awaitState(String id, String state) {
    Patience.await()
        .until(() -> state.equals(admin().get("/api/v1/incidents/" + id).path("state")));
  }

  /** Closed with the last test of the run. */
  private static final class Running implements AutoCloseable {

    private final Wire wire = Wire.connect();
    private final Receiver receiver = Receiver.start();
    private final OidcIssuer issuer = OidcIssuer.start();
    private Kind kind = Kind.NONE;
    private AlertProcess alert;
    private LocalStack.Database database;
    private Browser browser;
    private Products products;

    private void provide(Kind wanted) {
      if (kind == wanted && (alert == null || alert.isAlive())) {
        return;
      }
      stopAlert();
      kind = wanted;
      alert =
          switch (wanted) {
            case WITH_TOKENS -> withTokens();
            case ANONYMOUS -> anonymous();
            case ROUTED -> routed();
            case NONE -> null;
          };
    }

    private AlertProcess withTokens() {
      database = LocalStack.freshDatabase();
      Path directory = directory();
      AlertProcess.makeTables(database, RUN_TIME_ROLE, directory);
      Map<String, String> settings = AlertProcess.settings(database, RUN_TIME_ROLE);
      settings.putAll(receiver.settings());
      settings.putAll(issuer.settings());
      settings.put("alert.oidc.client-id", OidcIssuer.CLIENT);
      settings.put("quarkus.oidc.token.forced-jwk-refresh-interval", "1S");
      settings.put("alert.evidence-is-redacted", "false");
      settings.put("alert.http.origins", LISTED_ORIGIN);
      settings.put("alert.http.calls-at-once", Integer.toString(CALLS_AT_ONCE));
      settings.put("alert.feed.heartbeat", "1s");
      settings.put("alert.webhook.retry-first", "200ms");
      settings.put("alert.webhook.update-interval", "1s");
      return AlertProcess.started(settings, directory);
    }

    private AlertProcess routed() {
      products = Products.start();
      database = LocalStack.freshDatabase();
      Path directory = directory();
      Map<String, String> settings = AlertProcess.settings(database);
      settings.put("alert.routes-file", products.routes(directory).toString());
      settings.put("alert.page-url", "https://hop444.contoso.test/");
      settings.put("alert.webhook.retry-first", "200ms");
      settings.put("alert.watch-every", "500ms");
      settings.put("alert.webhook.timeout", "2s");
      settings.put("alert.correlator-group", WATCHED_GROUP);
      return AlertProcess.started(settings, directory);
    }

    private AlertProcess anonymous() {
      database = LocalStack.freshDatabase();
      Map<String, String> settings = AlertProcess.settings(database);
      settings.put("alert.anonymous-viewer", "true");
      settings.put("alert.feed.client-queue", "10");
      settings.put("alert.feed.max-clients", Integer.toString(FEED_CLIENTS));
      Path directory = directory();
      try {
        Files.writeString(directory.resolve("admin-token"), GIVEN_TOKEN + "\n");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return AlertProcess.started(settings, directory);
    }

    /** Stays after the tests: it has the service's log. */
    private static Path directory() {
      try {
        return Files.createTempDirectory(Path.of("target"), "shared-alert-");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private Browser browser() {
      if (browser == null) {
        browser = Browser.start();
      }
      return browser;
    }

    private void stopAlert() {
      if (alert != null) {
        alert.close();
        alert = null;
      }
      if (products != null) {
        products.close();
        products = null;
      }
    }

    @Override
    public void close() {
      stopAlert();
      if (browser != null) {
        browser.close();
      }
      receiver.close();
      issuer.close();
      wire.close();
    }
  }
}
