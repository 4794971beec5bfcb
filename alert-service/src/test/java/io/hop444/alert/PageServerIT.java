/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.hop444.alert.Browser.Look;
import io.hop444.alert.Browser.Window;
import io.hop444.schemas.Topic;
import io.hop444.wire.FindingKind;
import io.hop444.wire.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One server on the page, with what is not collected of it, and the health of all parts. */
@Order(SharedAlert.WITH_TOKENS + 2)
class PageServerIT {

  private static final String SITE = "V07";
  private static final String FAILING = "v07-mbx03";

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.withTokens();

  private static AlertProcess alert;

  /** Sees this site and no other. */
  private static String token;

  @BeforeAll
  static void start() {
    alert = SHARED.alert();
    Wire wire = SHARED.wire();
    wire.send(Topic.READ_PROGRESS, FAILING, Servers.progress(SITE, FAILING, "W3SVC2", 0));
    wire.send(
        Topic.BINDING_SNAPSHOTS,
        FAILING,
        Servers.inventory(
            SITE,
            FAILING,
            Instant.now().minusSeconds(600),
            "AB07",
            Servers.certificate("AB07", FAILING, Instant.now().plus(Duration.ofDays(200)))));
    wire.send(
        Change.opened("page-v1")
            .at(SITE, FAILING)
            .startedAt(Instant.now().minus(Duration.ofMinutes(17))));
    wire.send(
        Topic.FINDINGS,
        FAILING,
        Story.finding(
            "page-v2",
            SITE,
            FAILING,
            FindingKind.APP_POOL_STOPPED,
            Severity.OUTAGE,
            FAILING + ": an application pool is stopped."));
    wire.send(Topic.GAPS, FAILING, Story.gap("page-v3", SITE, FAILING, true));
    token = SHARED.token(Map.of("name", "page-server", "role", "viewer", "sites", List.of(SITE)));
    Patience.await()
        .until(
            () -> {
              var server = SHARED.with(token).get("/api/v1/servers/" + SITE + "/" + FAILING);
              var body = server.jsonPath();
              return server.statusCode() == 200
                  && body.getInt("open") == 1
                  && body.getInt("openGaps") == 1
                  && body.getString("certificateEndsAt") != null
                  && SHARED.with(token).get("/api/v1/findings").jsonPath().getList("items").size()
                      == 1;
            });
  }

  private static Window viewer(Look look) {
    return SHARED.browser().window(alert, look, token);
  }

  private static String server(String site, String server) {
    return "/?view=server&site=" + site + "&server=" + server;
  }

  private static Locator.FilterOptions about(String words) {
    return new Locator.FilterOptions().setHasText(words);
  }

  @Test
  void shouldTellVersionsThroughputAndHealth() {
    try (Window window = viewer(Look.WIDE)) {
      Page page = window.page();
      page.clock().install();
      window.open("/?view=about");
      assertThat(page.locator("[aria-labelledby=service-title]"))
          .containsText(
              Pattern.compile(
                  "alert-service \\d.*Up to date.*Reachable.*PostgreSQL \\d.*Reachable.*Java 1",
                  Pattern.DOTALL));
      Locator read = page.locator("#topics tbody tr").filter(about("hop444.read-progress"));
      assertThat(read).containsText("Fine");
      assertThat(read.locator("td").nth(4)).hasText("–");

      page.clock().fastForward(11_000);

      assertThat(read.locator("td").nth(4)).hasText(Pattern.compile("[\\d.,]+/s"));
      assertThat(page.locator("[aria-labelledby=collectors-title]")).containsText("All 1 give");
    }
  }

  @Test
  void shouldGoThroughRowsByKeysWhereverThereAreAny() {
    try (Window window = viewer(Look.WIDE)) {
      Page page = window.page();
      for (String address :
          List.of(
              "/?q=" + FAILING,
              "/?view=estate",
              "/?view=estate&q=" + FAILING,
              "/?view=estate&part=collectors",
              "/?view=findings",
              "/?view=gaps",
              server(SITE, FAILING))) {
        window.open(address);
        Locator first = page.locator("a.row-link, [data-row]").first();
        assertThat(first).isVisible();
        page.keyboard().press("j");
        assertThat(first).isFocused();
        page.keyboard().press("?");
        assertThat(page.locator("#help")).containsText("Next row");
        page.keyboard().press("Escape");
      }

      window.open("/?view=findings&server=" + FAILING);
      assertThat(page.locator("#findings tbody tr")).hasCount(1);
      page.keyboard().press("j");
      page.keyboard().press("Enter");
      assertThat(page.locator("#findings details[open]")).hasCount(1);
      window.open("/?view=about");
      assertThat(page.locator("#topics")).isVisible();
      page.keyboard().press("?");
      assertThat(page.locator("#help")).containsText("Local time or UTC");
      assertThat(page.locator("#help")).not().containsText("Next row");
    }
  }

  @Test
  void shouldTellAllOfAServer() {
    try (Window window = viewer(Look.WIDE)) {
      Page page = window.open(server(SITE, FAILING)).page();

      assertThat(page.locator(".incident-head")).containsText("Failing");
      assertThat(page.locator("#server-incidents + ul")).containsText("No certificate bound");
      assertThat(page.locator(".of444")).containsText("carries the server's name");
      assertThat(page.locator(".of444")).containsText("has its private key");
      assertThat(page.locator(".of444")).containsText("CN=" + FAILING);
      assertThat(page.locator("#logs")).containsText("u_ex261120.log");
      assertThat(page.locator("#server-gaps + ul")).containsText("Not collected");
      assertThat(page.locator("#server-findings + ul")).containsText("Application pool stopped");
      page.locator("#server-incidents + ul a").click();
      assertThat(page).hasURL(alert.address() + "/?incident=page-v1");
    }
  }

  @Test
  void shouldShowHostileNamesAsText() {
    String site = "<b>E</b>\u202e";
    String server = Story.HOSTILE.substring(0, 120).toLowerCase(Locale.ROOT);
    SHARED
        .wire()
        .send(Topic.READ_PROGRESS, server, Servers.progress(site, server, Story.HOSTILE, 7));
    SHARED
        .wire()
        .send(
            Topic.BINDING_SNAPSHOTS,
            server,
            Servers.inventory(
                site,
                server,
                Instant.now(),
                "BAD",
                Servers.certificate(
                    "BAD",
                    Story.HOSTILE + "A".repeat(16_384),
                    Instant.now().plus(Duration.ofDays(3)))));
    String hostile =
        SHARED.token(Map.of("name", "page-hostile", "role", "viewer", "sites", List.of(site)));
    Patience.await()
        .until(
            () ->
                SHARED
                    .with(hostile)
                    .get("/api/v1/estate")
                    .body()
                    .asString()
                    .contains("\"thumbprint\":\"BAD\""));
    try (Window window = SHARED.browser().window(alert, Look.NARROW, hostile)) {
      Page page = window.open("/?view=estate").page();
      assertThat(page.locator(".site h2")).containsText("<b>E</b>‹U+202E›");
      window.check("estate-hostile");
      page.locator(".map a.tile-cell").click();

      assertThat(page.locator("h1")).containsText("<script>document.title='owned'</script>");
      assertThat(page.locator(".of444")).containsText("<script>");
      assertThat(page.locator("#logs")).containsText("<script>");
      window.check("server-hostile");
      assertThat(page.title()).endsWith("· hop444");
      assertThat(page.locator("main script, main img, main .site b b")).hasCount(0);
    }
  }

  @Test
  void shouldFilterFindingsAndGapsByServer() {
    try (Window window = viewer(Look.WIDE)) {
      Page page = window.open("/?view=findings").page();
      page.locator("#filter-kind").selectOption("APP_POOL_STOPPED");
      page.locator("#filter-server").fill(FAILING);
      assertThat(page.locator("#findings tbody tr")).hasCount(1);
      page.locator("#findings summary").click();
      assertThat(page.locator("#findings"))
          .containsText("The back end's own HTTP.sys answered 503");
      assertThat(page).hasURL(Pattern.compile(".*kind=APP_POOL_STOPPED.*server=" + FAILING + ".*"));
      window.check("finding-why");

      window.open("/?view=gaps&open=true&site=" + SITE);
      assertThat(page.locator("#gaps tbody tr")).hasCount(1);
      page.locator("#gaps summary").click();
      assertThat(page.locator("#gaps")).containsText("Is a collector running for this server");
      page.locator("#gaps a").first().click();
      assertThat(page).hasURL(alert.address() + server(SITE, FAILING));
    }
  }
}
