/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import io.hop444.alert.Browser.Look;
import io.hop444.alert.Browser.Window;
import io.hop444.schemas.Topic;
import io.hop444.wire.BindingSnapshot;
import io.hop444.wire.Cause;
import io.hop444.wire.FindingKind;
import io.hop444.wire.ReadProgress;
import io.hop444.wire.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page's estate of 500 servers at 50 sites, and one of its servers. */
@Order(SharedAlert.WITH_TOKENS + 2)
class PageEstateIT {

  private static final int SITES = 50;
  private static final int SERVERS_A_SITE = 10;
  private static final int SERVERS = SITES * SERVERS_A_SITE;
  private static final String SITE = "E07";
  private static final String FAILING = "e07-mbx03";

  /** Answers when the whole map was drawn, in milliseconds since the navigation began. */
  private static final String WHEN_DRAWN =
      """
      const look = () => document.querySelectorAll(".map a.cell").length === 500
        ? requestAnimationFrame(() => setTimeout(() => (window.drawnAt = performance.now())))
        : requestAnimationFrame(look);
      look();
      """;

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.withTokens();

  private static final List<ReadProgress> READ = new ArrayList<>();

  private static AlertProcess alert;

  /** Sees these sites and no others. */
  private static String token;

  @BeforeAll
  static void start() {
    alert = SHARED.alert();
    List<BindingSnapshot> bound = new ArrayList<>();
    Instant now = Instant.now();
    for (int i = 0; i < SERVERS; i++) {
      String site = "E%02d".formatted(1 + i / SERVERS_A_SITE);
      String server = site.toLowerCase(Locale.ROOT) + "-mbx%02d".formatted(1 + i % SERVERS_A_SITE);
      READ.add(Servers.progress(site, server, "W3SVC2", i % 7 == 0 ? 120_000 : 0));
      Instant end = now.plus(Duration.ofDays(i == 123 ? 12 : 90 + 3 * i));
      bound.add(
          Servers.inventory(
              site,
              server,
              now.minusSeconds(600),
              "%040X".formatted(0xE000 + i),
              Servers.certificate("%040X".formatted(0xE000 + i), server, end)));
    }
    SHARED.wire().sendEach(Topic.READ_PROGRESS, READ, ReadProgress::getServer);
    SHARED.wire().sendEach(Topic.BINDING_SNAPSHOTS, bound, each -> each.getPosition().getServer());
    SHARED
        .wire()
        .send(
            Change.opened("page-e1").at(SITE, FAILING).startedAt(minutesAgo(17)),
            Change.opened("page-e2")
                .at("E21", "e21-mbx05")
                .cause(Cause.EXPIRED)
                .startedAt(minutesAgo(170)));
    SHARED
        .wire()
        .send(
            Topic.FINDINGS,
            FAILING,
            Story.finding(
                "page-f1",
                SITE,
                FAILING,
                FindingKind.APP_POOL_STOPPED,
                Severity.OUTAGE,
                FAILING + ": an application pool is stopped."));
    SHARED.wire().send(Topic.GAPS, FAILING, Story.gap("page-g1", SITE, FAILING, true));
    SHARED.wire().send(Topic.GAPS, "e09-mbx01", Story.gap("page-g2", "E09", "e09-mbx01", true));
    token =
        SHARED.token(
            Map.of(
                "name",
                "page-estate",
                "role",
                "viewer",
                "sites",
                IntStream.rangeClosed(1, SITES).mapToObj("E%02d"::formatted).toList()));
    Patience.await()
        .until(
            () -> {
              var estate = SHARED.with(token).get("/api/v1/estate").jsonPath();
              return estate.getList("sites.servers.flatten()").size() == SERVERS
                  && estate.getList("sites.servers.flatten().certificateEndsAt.findAll{it}").size()
                      == SERVERS
                  && estate.getList("sites.servers.flatten().findAll{it.open > 0}").size() == 2
                  && estate.getList("sites.servers.flatten().findAll{it.openGaps > 0}").size() == 2;
            });
  }

  /** Signs of life, as collectors give them: without any a server counts as quiet. */
  @BeforeEach
  void giveSignsOfLife() {
    SHARED.wire().sendEach(Topic.READ_PROGRESS, READ, ReadProgress::getServer);
  }

  private static Instant minutesAgo(long minutes) {
    return Instant.now().minus(Duration.ofMinutes(minutes));
  }

  private static Window viewer(Look look) {
    return SHARED.browser().window(alert, look, token);
  }

  private static String server(String site, String server) {
    return "/?view=server&site=" + site + "&server=" + server;
  }

  private static Locator cell(Page page, String server) {
    return page.getByRole(
        AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^" + server + ":")));
  }

  @ParameterizedTest
  @EnumSource(Look.class)
  void shouldShowEachScreenWithoutBarriers(Look look) {
    String suffix = "-" + look.name().toLowerCase(Locale.ROOT);
    try (Window window = viewer(look)) {
      Page page = window.open("/?view=estate").page();
      assertThat(page.locator(".map a.cell")).hasCount(SERVERS);
      assertThat(page.locator(".summary")).containsText("2 of 500 servers at 50 sites");
      if (look != Look.NARROW) {
        assertThat(
                page.evaluate(
                    "document.querySelector('.map').getBoundingClientRect().bottom <= innerHeight"))
            .as("500 servers need no scrolling")
            .isEqualTo(true);
        assertThat(looks(page, "failing", "ok", "incomplete"))
            .as("colours and shapes of states")
            .allSatisfy(all -> assertThat((List<?>) all).doesNotHaveDuplicates());
      }
      window.check("estate" + suffix);
      window.print("estate" + suffix);

      window.open("/?view=estate&state=FAILING,WARNING");
      assertThat(page.locator(".map a.tile-cell")).hasCount(3);
      window.check("estate-few" + suffix);

      window.open("/?view=estate&part=certificates");
      assertThat(page.locator("[aria-labelledby=soon-title] li")).hasCount(1);
      assertThat(page.locator("[aria-labelledby=soon-title] li"))
          .containsText(Pattern.compile("1[12] days left .*e13-mbx04", Pattern.DOTALL));
      assertThat(page.locator(".month")).hasCount(13);
      window.check("certificates" + suffix);
      window.print("certificates" + suffix);

      window.open("/?view=estate&part=collectors");
      assertThat(page.locator("#collectors tbody tr")).hasCount(SITES);
      assertThat(page.locator("#collectors tbody tr").filter(about("collector-" + SITE)))
          .containsText(Pattern.compile("Alive.* ago.*10.*120 kB.*1", Pattern.DOTALL));
      window.check("collectors" + suffix);
      window.print("collectors" + suffix);

      window.open(server(SITE, FAILING));
      assertThat(page.locator("main")).containsText("No certificate bound");
      assertThat(page.locator("#server-findings")).isVisible();
      window.check("server" + suffix);
      window.print("server" + suffix);

      window.open("/?view=about");
      assertThat(page.locator("main")).containsText("Topics it stores");
      assertThat(page.locator("#collectors-title")).isVisible();
      window.check("about" + suffix);
      window.print("about" + suffix);
    }
  }

  private static Locator.FilterOptions about(String words) {
    return new Locator.FilterOptions().setHasText(words);
  }

  /** Colours, and shapes, of cells of these states. */
  private static List<?> looks(Page page, String... states) {
    return (List<?>)
        page.evaluate(
            """
            (states) => {
              const cells = states.map((state) => document.querySelector(`.map a.cell.${state}`));
              return [
                cells.map((cell) => getComputedStyle(cell).color),
                cells.map((cell) => getComputedStyle(cell, "::before").content),
              ];
            }
            """,
            List.of(states));
  }

  @Test
  void shouldDrawFiveHundredServersQuickly() {
    try (Window window = viewer(Look.WIDE)) {
      Page page = window.page();
      page.addInitScript(WHEN_DRAWN);
      window.open("/?view=estate");
      page.waitForCondition(() -> Boolean.TRUE.equals(page.evaluate("window.drawnAt > 0")));
      Object figures =
          page.evaluate(
              """
              () => {
                const all = [...performance.getEntriesByType("resource"), ...performance.getEntriesByType("navigation")];
                const estate = all.find(({ name }) => name.endsWith("/api/v1/estate"));
                return {
                  firstPaintMillis: Math.round(performance.getEntriesByName("first-contentful-paint")[0]?.startTime),
                  mapDrawnMillis: Math.round(window.drawnAt),
                  answerMillis: Math.round(estate.duration),
                  answerKilobytes: Math.round(estate.encodedBodySize / 1024),
                  requests: all.length,
                  kilobytes: Math.round(all.reduce((sum, each) => sum + each.transferSize, 0) / 1024),
                };
              }
              """);

      System.out.println("Page of an estate of 500 servers: " + figures);
      assertThat(((Number) page.evaluate("window.drawnAt")).doubleValue())
          .as("milliseconds until 500 servers are drawn")
          .isLessThan(10_000);
    }
  }

  @Test
  void shouldLeadFromTheMapToTheServerByKeyboard() {
    try (Window window = viewer(Look.WIDE)) {
      Page page = window.open("/?view=estate").page();
      cell(page, "e01-mbx01").focus();

      page.keyboard().press("ArrowRight");
      assertThat(cell(page, "e01-mbx02")).isFocused();
      assertThat(page.locator(".told")).containsText("e01-mbx02 in E01");
      page.keyboard().press("ArrowDown");
      assertThat(cell(page, "e02-mbx02")).isFocused();
      page.keyboard().press("End");
      assertThat(cell(page, "e50-mbx10")).isFocused();
      page.keyboard().press("Home");
      page.keyboard().press("Enter");

      assertThat(page).hasURL(alert.address() + server("E01", "e01-mbx01"));
      assertThat(page.locator("h1")).containsText("e01-mbx01");
      assertThat(page.locator("#server-incidents")).containsText("none");
      page.goBack();
      assertThat(page.locator(".map a.cell")).hasCount(SERVERS);
    }
  }

  @Test
  void shouldKeepFiltersOfTheEstateInTheAddress() {
    try (Window window = viewer(Look.WIDE)) {
      Page page = window.open("/?view=estate").page();
      page.locator(".legend a").filter(new Locator.FilterOptions().setHasText("Gaps")).click();
      assertThat(page.locator(".map a.tile-cell")).hasCount(1);
      assertThat(page.locator(".map")).containsText("e09-mbx01");
      page.locator("#filter-q").fill("e21");
      assertThat(page.locator("main")).containsText("No server matches");
      assertThat(page).hasURL(Pattern.compile(".*view=estate.*state=INCOMPLETE.*q=e21.*"));
      page.reload();

      assertThat(page.locator("main")).containsText("No server matches");
      assertThat(page.locator("#filter-q")).hasValue("e21");
      page.locator(".legend a[aria-current]").click();
      assertThat(page.locator(".map a.tile-cell")).hasCount(SERVERS_A_SITE);
    }
  }

  @Test
  void shouldTurnACellWhenAServerFails() {
    try (Window window = viewer(Look.WIDE)) {
      Page page = window.open("/?view=estate").page();
      assertThat(cell(page, "e33-mbx04")).hasAttribute("aria-label", "e33-mbx04: Fine");
      assertThat(page.locator(".fresh")).containsText("Live");

      SHARED.wire().send(Change.opened("page-e3").at("E33", "e33-mbx04").startedAt(minutesAgo(1)));

      assertThat(cell(page, "e33-mbx04")).hasAttribute("aria-label", "e33-mbx04: Failing");
      SHARED
          .wire()
          .send(Change.resolved("page-e3", 2).at("E33", "e33-mbx04").startedAt(minutesAgo(1)));
      assertThat(cell(page, "e33-mbx04")).hasAttribute("aria-label", "e33-mbx04: Fine");
    }
  }

  @Test
  void shouldKeepTheMapWhileTheServiceDoesNotAnswer() {
    try (Window window = viewer(Look.WIDE)) {
      Page page = window.open("/?view=estate").page();
      assertThat(page.locator(".map a.cell")).hasCount(SERVERS);
      assertThat(page.locator(".fresh")).containsText("Live");
      List<String> failed = new ArrayList<>();
      page.onRequestFailed(request -> failed.add(request.url()));
      page.route("**/api/v1/estate", Route::abort);

      SHARED.wire().send(Change.opened("page-e4").at("E44", "e44-mbx04").startedAt(minutesAgo(1)));

      page.waitForCondition(() -> !failed.isEmpty());
      assertThat(page.locator(".map a.cell")).hasCount(SERVERS);
      assertThat(page.locator("main .notice")).hasCount(0);
      page.unroute("**/api/v1/estate");
      SHARED
          .wire()
          .send(Change.resolved("page-e4", 2).at("E44", "e44-mbx04").startedAt(minutesAgo(1)));
      SHARED.wire().send(Change.opened("page-e5").at("E45", "e45-mbx05").startedAt(minutesAgo(1)));
      assertThat(cell(page, "e45-mbx05")).hasAttribute("aria-label", "e45-mbx05: Failing");
      SHARED
          .wire()
          .send(Change.resolved("page-e5", 2).at("E45", "e45-mbx05").startedAt(minutesAgo(1)));
      SHARED.awaitState("page-e4", "RESOLVED");
      SHARED.awaitState("page-e5", "RESOLVED");
    }
  }

  @Test
  void shouldSayWhatAnEmptyEstateMeans() {
    String nobody =
        SHARED.token(Map.of("name", "page-empty", "role", "viewer", "sites", List.of("E-NONE")));
    try (Window window = SHARED.browser().window(alert, Look.WIDE, nobody)) {
      Page page = window.open("/?view=estate").page();
      assertThat(page.locator(".empty")).containsText("No servers yet");
      window.check("estate-empty");
      window.open(server("E-NONE", "mbx-none"));
      assertThat(page.locator("main")).containsText("No collector has told of a server");
      window.check("server-unknown");
    }
  }
}
