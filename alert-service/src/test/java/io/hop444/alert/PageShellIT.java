/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.hop444.alert.Browser.Look;
import io.hop444.alert.Browser.Window;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What all screens share: the ways between them, keys, the feed of many tabs, signing in. */
@Order(SharedAlert.WITH_TOKENS + 1)
class PageShellIT {

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.withTokens();

  /** More than the six connections a browser opens to one host. */
  private static final int TABS = 8;

  private static final String WAITING_FOR_THE_AUDIT =
      "select pid from pg_locks where not granted and relation = 'audit'::regclass";

  private static AlertProcess alert;
  private static Browser browser;

  @BeforeAll
  static void start() {
    alert = SHARED.alert();
    browser = SHARED.browser();
    open("shell", "SHELL");
    SHARED.awaitState("shell", "OPEN");
  }

  private static void open(String id, String site) {
    SHARED
        .wire()
        .send(Change.opened(id).at(site, "mbx-" + id).startedAt(Instant.now().minusSeconds(70)));
  }

  private static Window signedIn(Look look) {
    return browser.window(alert, look, alert.token());
  }

  private static Locator row(Page page, String server) {
    return page.locator("#incident-list tbody tr")
        .filter(new Locator.FilterOptions().setHasText(server));
  }

  private static int feedClients() {
    return SHARED
        .admin()
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith("alert_feed_clients "))
        .map(line -> (int) Double.parseDouble(line.substring(line.indexOf(' '))))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldHoldOneConnectionForManyTabs() {
    Patience.await().until(() -> feedClients() == 0);
    try (Window window = signedIn(Look.WIDE)) {
      List<Page> tabs = new ArrayList<>(List.of(window.open("/?site=TABS").page()));
      assertThat(tabs.get(0).locator(".fresh")).containsText("Live");
      while (tabs.size() < TABS) {
        tabs.add(window.tab("/?site=TABS"));
      }

      tabs.forEach(tab -> assertThat(tab.locator(".fresh")).containsText("Live"));
      assertThat(feedClients()).isEqualTo(1);
      open("tabs-1", "TABS");

      tabs.forEach(tab -> assertThat(row(tab, "mbx-tabs-1")).isVisible());
      tabs.remove(0).close();
      open("tabs-2", "TABS");
      tabs.forEach(tab -> assertThat(row(tab, "mbx-tabs-2")).isVisible());
      assertThat(feedClients()).isEqualTo(1);
    }
  }

  /** The call is noted in the audit before the client is followed. */
  @Test
  void shouldForgetAClientThatLeftWhileItsCallWasNoted() throws Exception {
    Patience.await().until(() -> feedClients() == 0);
    Sql sql = new Sql(SHARED.database());
    URI address = URI.create(alert.address());
    try (Connection connection = sql.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table audit in exclusive mode");
      try (Socket client = new Socket(address.getHost(), address.getPort())) {
        String call =
            "GET /api/v1/feed HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(alert.token());
        client.getOutputStream().write(call.getBytes(StandardCharsets.US_ASCII));
        Patience.await().until(() -> !sql.list(WAITING_FOR_THE_AUDIT).isEmpty());
      }
      connection.rollback();
    }

    try (FeedReader reader = FeedReader.fromNow(alert)) {
      Patience.await().until(() -> feedClients() == 1);
    }
  }

  @Test
  void shouldFollowTheFeedWhereTabsCannotShare() {
    try (Window window = signedIn(Look.WIDE)) {
      window.page().addInitScript("delete globalThis.SharedWorker");
      Page page = window.open("/?site=ALONE").page();
      assertThat(page.locator(".fresh")).containsText("Live");

      open("alone", "ALONE");

      assertThat(row(page, "mbx-alone")).isVisible();
    }
  }

  @Test
  void shouldReadTheListAgainWhenTheFeedCannotBridgeABreak() {
    try (Window window = signedIn(Look.WIDE)) {
      Page page = window.page();
      page.addInitScript("delete globalThis.SharedWorker");
      AtomicInteger lists = new AtomicInteger();
      page.onRequest(
          request -> {
            if (request.url().contains("/api/v1/incidents?")) {
              lists.incrementAndGet();
            }
          });
      page.route(
          Pattern.compile(".*/api/v1/feed"),
          route ->
              route.fulfill(
                  new Route.FulfillOptions()
                      .setContentType("text/event-stream")
                      .setBody("id: 7\nevent: feed.resync\ndata: {}\n\n")));

      window.open("/?site=SHELL");

      assertThat(row(page, "mbx-shell")).isVisible();
      page.waitForCondition(() -> lists.get() >= 2);
    }
  }

  @Test
  void shouldHandTheTokenToNewTabsAndTakeItFromAll() {
    try (Window window = browser.window(alert, Look.WIDE)) {
      Page first = window.open("/?site=SHELL").page();
      first.locator("#token").fill(alert.token());
      first.locator("#token").press("Enter");
      assertThat(row(first, "mbx-shell")).isVisible();

      Page second = window.tab("/?site=SHELL");

      assertThat(row(second, "mbx-shell")).isVisible();
      second.locator("#sign-out").click();
      assertThat(first.locator("h1")).containsText("Sign in");
      assertThat(second.locator("h1")).containsText("Sign in");
    }
  }

  @Test
  void shouldSignInAtTheIssuerAndRenewTheToken() {
    try (Window window = browser.window(alert, Look.WIDE)) {
      Page page = window.page();
      page.addInitScript("delete globalThis.SharedWorker");
      List<String> follows = new CopyOnWriteArrayList<>();
      page.onRequest(
          request -> {
            if (request.url().endsWith("/api/v1/feed")) {
              follows.add(request.headers().get("authorization"));
            }
          });
      page.clock().install();
      window.open("/?site=SHELL");
      assertThat(page.locator("#to-issuer")).isVisible();
      window.check("sign-in-issuer");
      int before = SHARED.issuer().renewals();

      page.locator("#to-issuer").click();

      assertThat(row(page, "mbx-shell")).isVisible();
      assertThat(page).hasURL(alert.address() + "/?site=SHELL");
      assertThat(page.locator(".fresh")).containsText("Live");
      assertThat(page.evaluate("JSON.stringify(localStorage)").toString()).doesNotContain("ey");
      page.clock().fastForward("10:00");
      page.waitForCondition(() -> SHARED.issuer().renewals() > before);
      page.waitForCondition(() -> follows.stream().distinct().count() > 1);
      assertThat(page.locator(".fresh")).containsText("Live");
    }
  }

  @Test
  void shouldRefuseACodeThatNobodyAskedFor() {
    try (Window window = browser.window(alert, Look.WIDE)) {
      Page page = window.open("/?code=stolen&state=unknown").page();

      assertThat(page.locator("#token-error")).containsText("not begun in this tab");
      assertThat(page).hasURL(alert.address() + "/");
    }
  }

  @Test
  void shouldReachEveryScreenByKeyboard() {
    try (Window window = signedIn(Look.WIDE)) {
      Page page = window.open("/").page();
      assertThat(page.locator(".fresh")).containsText("Live");
      int ways = page.locator(".bar nav a").count();

      for (int way = ways; way > 0; way--) {
        page.keyboard().press(Integer.toString(way));
        assertThat(page.locator(".bar nav a").nth(way - 1)).hasAttribute("aria-current", "page");
        assertThat(page.locator("main h1")).isAttached();
      }
      page.keyboard().press("?");
      assertThat(page.locator("#help")).isVisible();
      page.keyboard().press("2");
      assertThat(page.locator("#help")).isVisible();
      for (int step = 0; step < 6; step++) {
        page.keyboard().press("Tab");
        assertThat(page.evaluate("document.activeElement.closest('main, .top') === null"))
            .as("the focus stays out of what the dialog covers")
            .isEqualTo(true);
      }
      page.keyboard().press("?");
      assertThat(page.locator("#help")).isHidden();
    }
  }

  @Test
  void shouldSayWhenAScreenCannotBeLoaded() {
    try (Window window = signedIn(Look.WIDE)) {
      Page page = window.page();
      page.route(Pattern.compile(".*/page/screens/incident\\.js"), Route::abort);
      window.open("/?incident=shell");
      assertThat(page.locator("main .notice")).containsText("could not be loaded");

      page.unroute(Pattern.compile(".*/page/screens/incident\\.js"));
      page.locator("main .notice button").click();

      assertThat(page.locator("main")).containsText("mbx-shell");
    }
  }
}
