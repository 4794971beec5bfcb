/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.hop444.alert.Browser.Look;
import io.hop444.alert.Browser.Window;
import io.hop444.wire.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page over ten thousand incidents, signed in by nobody. */
@Order(SharedAlert.ANONYMOUS)
class PageOfManyIncidentsIT {

  private static final int MANY = 10_000;

  /**
   * Runs an action and answers the milliseconds until the next frame with other rows than before,
   * all of them wanted ones.
   */
  private static final String MEASURE =
      """
      ([action, wanted]) => new Promise((resolve, reject) => {
        const start = performance.now();
        setTimeout(() => reject(`no rows with ${wanted} after ${action}`), 60_000);
        const rows = () => [...document.querySelectorAll("#incident-list tbody tr")];
        const shown = () => rows().map((row) => row.querySelector("a").href).join();
        const before = shown();
        const done = () => rows().length > 0 && shown() !== before
          && rows().every((row) => row.textContent.includes(wanted));
        const look = () => done()
          ? requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)))
          : requestAnimationFrame(look);
        action.startsWith("#")
          ? document.querySelector(action).click()
          : (([id, value]) => {
              const field = document.getElementById(id);
              field.value = value;
              field.dispatchEvent(new Event(field.tagName === "SELECT" ? "change" : "input", { bubbles: true }));
            })(action.split("="));
        look();
      })
      """;

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.anonymous();

  private static AlertProcess alert;
  private static Browser browser;

  @BeforeAll
  static void start() {
    alert = SHARED.alert();
    browser = SHARED.browser();
    Cause[] causes = Cause.values();
    Instant newest = Instant.now().minusSeconds(300);
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      Change change = i % 50 == 0 ? Change.opened("many-" + i) : Change.resolved("many-" + i, 1);
      changes.add(
          change
              .at("S%02d".formatted(i % 40), "mbx%03d".formatted(i % 500))
              .cause(causes[i % causes.length])
              .startedAt(newest.minus(Duration.ofMinutes(7L * i)))
              .evidence(4, "constructed row ".repeat(20)));
    }
    SHARED.wire().sendAll(changes);
    Patience.await()
        .until(
            () -> {
              var counts = SHARED.anybody().get("/api/v1/status").jsonPath();
              return counts.getInt("counts.open") + counts.getInt("counts.resolved") >= MANY;
            });
  }

  private static double millis(Page page, String action, String wanted) {
    return ((Number) page.evaluate(MEASURE, Arrays.asList(action, wanted))).doubleValue();
  }

  @Test
  void shouldStayQuickOverTenThousandIncidents() {
    try (Window window = browser.window(alert, Look.WIDE)) {
      Page page = window.open("/").page();
      assertThat(page.locator("#incident-list tbody tr")).hasCount(50);
      assertThat(page.locator(".fresh")).containsText("Live");
      Object start =
          page.evaluate(
              """
              async () => {
                const rows = performance.getEntriesByType("resource").find(({ name }) => name.includes("/api/v1/incidents?"));
                const all = () => [...performance.getEntriesByType("resource"), ...performance.getEntriesByType("navigation")];
                const largest = await new Promise((resolve) =>
                  new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime))
                    .observe({ type: "largest-contentful-paint", buffered: true }));
                return {
                  firstPaintMillis: Math.round(performance.getEntriesByName("first-contentful-paint")[0]?.startTime),
                  listReadMillis: Math.round(rows.responseEnd),
                  largestPaintMillis: Math.round(largest),
                  requestsUntilTheList: all().filter(({ startTime }) => startTime <= rows.startTime).length,
                  requests: all().length,
                  kilobytes: Math.round(all().reduce((sum, each) => sum + each.transferSize, 0) / 1024),
                };
              }
              """);
      Object shift =
          page.evaluate(
              """
              () => new Promise((resolve) => {
                let sum = 0;
                new PerformanceObserver((list) => list.getEntries().forEach((each) => (sum += each.value)))
                  .observe({ type: "layout-shift", buffered: true });
                setTimeout(() => resolve(sum), 300);
              })
              """);
      window.check("many");

      double older = millis(page, "#older", "mbx");
      page.goBack();
      assertThat(page.locator("#older")).isVisible();
      double[] took = {
        millis(page, "state=OPEN", "Open"),
        millis(page, "state=RESOLVED", "Resolved"),
        millis(page, "cause=EXPIRED", "Certificate expired"),
        millis(page, "cause=UNTRUSTED", "Certificate not trusted"),
        millis(page, "site=S12", "S12"),
        millis(page, "q=mbx05", "mbx05")
      };

      Object lists =
          page.evaluate(
              """
              () => performance.getEntriesByType("resource")
                .filter((each) => each.name.includes("/api/v1/incidents?"))
                .map((each) => `${Math.round(each.duration)} ms ${Math.round(each.encodedBodySize / 1024)} kB`)
                .join(", ")
              """);

      System.out.println(
          "Page over 10,000 incidents: start "
              + start
              + ", layout shift "
              + shift
              + ", older page "
              + Math.round(older)
              + " ms, filters and search "
              + Arrays.toString(Arrays.stream(took).mapToLong(Math::round).toArray())
              + " ms, of these for the lists "
              + lists);
      // The aim is 200 ms on a machine that does nothing else; see bench/RESULTS.md.
      assertThat(Arrays.stream(took).sorted().skip(took.length / 2).findFirst().orElseThrow())
          .as("milliseconds of the median filter")
          .isLessThan(1_000);
      assertThat(((Number) shift).doubleValue()).as("cumulative layout shift").isLessThan(0.02);
    }
  }

  @Test
  void shouldReachOldIncidentsPageByPage() {
    try (Window window = browser.window(alert, Look.NARROW)) {
      Page page = window.open("/").page();
      assertThat(page.locator("#incident-list tbody tr")).hasCount(50);
      String first = page.locator(".row-link").first().getAttribute("href");

      page.locator("#older").click();

      assertThat(page).hasURL(Pattern.compile(".*cursor=.*"));
      assertThat(page.locator(".row-link").first()).not().hasAttribute("href", first);
      window.check("many-narrow");
      page.reload();
      assertThat(page.locator(".row-link").first()).hasAttribute("href", "/?incident=many-50");
      page.goBack();
      assertThat(page.locator(".row-link").first()).hasAttribute("href", first);
    }
  }

  @Test
  void shouldComeBackToTheListAsItWasLeft() {
    try (Window window = browser.window(alert, Look.WIDE)) {
      Page page = window.open("/?state=RESOLVED").page();
      assertThat(page.locator("#incident-list tbody tr")).hasCount(50);
      Locator row = page.locator(".row-link").nth(40);
      String address = row.getAttribute("href");
      row.focus();
      Object scrolled = page.evaluate("scrollY");
      assertThat(((Number) scrolled).intValue()).isPositive();

      row.press("Enter");
      assertThat(page.locator(".incident-head")).isVisible();
      assertThat(((Number) page.evaluate("scrollY")).intValue()).isZero();
      page.locator(".way-back a").click();

      assertThat(page).hasURL(alert.address() + "/?state=RESOLVED");
      page.waitForCondition(() -> scrolled.equals(page.evaluate("scrollY")));
      assertThat(page.locator(".row-link").nth(40)).hasAttribute("href", address);
      assertThat(page.locator(".row-link").nth(40)).isFocused();

      window.open("/?site=S12&state=RESOLVED");
      page.locator(".row-link").first().click();
      page.locator("h1 a").click();
      assertThat(page.locator(".server-page")).isVisible();
      page.locator("#server-incidents + ul a").first().click();
      page.locator(".way-back a").click();
      assertThat(page).hasURL(alert.address() + "/?site=S12&state=RESOLVED");
    }
  }

  @Test
  void shouldExplainThatAcknowledgingNeedsAToken() {
    try (Window window = browser.window(alert, Look.WIDE)) {
      Page page = window.open("/?incident=many-0").page();

      page.locator("#do-acknowledge").click();
      page.locator("#act-go").click();

      assertThat(page.locator("#act-error")).containsText("Sign in with a token");
      page.keyboard().press("Escape");
      page.locator("#sign-in").click();
      assertThat(page.locator("h1")).containsText("Sign in");
    }
  }

  @Test
  void shouldAskForATokenWhereReadingWithoutOneEnds() {
    try (Window window = browser.window(alert, Look.WIDE)) {
      Page page = window.open("/?view=notifications&part=targets").page();

      assertThat(page.locator("main")).containsText("Not allowed without a token");
    }
  }
}
