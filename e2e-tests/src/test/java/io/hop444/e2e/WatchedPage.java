/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The list of incidents in this machine's Chromium, signed in and never loaded again. For the
 * thread that opened it.
 */
final class WatchedPage implements AutoCloseable {

  /** An outage of {@code LiveOutageIT} and what follows its end are within it. */
  private static final Duration LIMIT = Duration.ofSeconds(120);

  private final Playwright playwright;
  private final Page page;

  private WatchedPage(Playwright playwright, Page page) {
    this.playwright = playwright;
    this.page = page;
  }

  /** Signs in as a person does and returns when the list is live. */
  static WatchedPage open(URI address, String token) {
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    try {
      WatchedPage watched = new WatchedPage(playwright, launch(playwright).newPage());
      watched.signIn(address, token);
      return watched;
    } catch (RuntimeException | AssertionError e) {
      playwright.close();
      throw e;
    }
  }

  /** Waits for these words in the element. */
  void wantText(String selector, String words) {
    assertThat(page.locator(selector)).containsText(words, limit());
  }

  /** Waits for the outage's row to show this. */
  void wantRow(Scenario.Outage outage, String words) {
    assertThat(row(outage)).containsText(words, limit());
  }

  /** Goes from the list to the incident. */
  void follow(Scenario.Outage outage) {
    row(outage).locator("a").first().click();
  }

  /** Goes back to the list. */
  void back() {
    page.goBack();
  }

  /** Whether it is still the document that was loaded by {@link #open}. */
  boolean isSameDocument() {
    return Boolean.TRUE.equals(page.evaluate("window.sameDocument === true"));
  }

  @Override
  public void close() {
    playwright.close();
  }

  private void signIn(URI address, String token) {
    page.navigate(address.toString());
    page.locator("#token").fill(token);
    page.locator("#token").press("Enter");
    wantText(".fresh", "Live");
    page.evaluate("window.sameDocument = true");
  }

  private Locator row(Scenario.Outage outage) {
    return page.locator("#incident-list tbody tr")
        .filter(new Locator.FilterOptions().setHasText(outage.server().toLowerCase(Locale.ROOT)));
  }

  private static LocatorAssertions.ContainsTextOptions limit() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(LIMIT.toMillis());
  }

  private static Browser launch(Playwright playwright) {
    return playwright
        .chromium()
        .launch(
            new BrowserType.LaunchOptions()
                .setExecutablePath(chromium())
                .setArgs(
                    List.of(
                        "--no-sandbox",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-dev-shm-usage",
                        "--no-first-run")));
  }

  private static Path chromium() {
    String named = System.getenv("HOP444_CHROMIUM");
    Stream<Path> candidates =
        named != null
            ? Stream.of(Path.of(named))
            : Stream.of("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
                .flatMap(
                    name ->
                        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                            .map(folder -> Path.of(folder, name)));
    return candidates
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The page is looked at with Chromium: run .ci/install-browser, or name one in"
                        + " the environment as HOP444_CHROMIUM."));
  }
}
