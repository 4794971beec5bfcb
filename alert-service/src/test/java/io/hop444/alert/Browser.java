/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The Chromium of this machine, and windows in it that show the page. */
final class Browser implements AutoCloseable {

  private static final Path SCREENSHOTS = Path.of("target/screenshots");

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser browser;

  private Browser(Playwright playwright) {
    this.playwright = playwright;
    this.browser =
        playwright
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

  static Browser start() {
    PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
    return new Browser(
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))));
  }

  private static Path chromium() {
    String named = System.getenv("HOP444_CHROMIUM");
    Stream<Path> candidates =
        named != null
            ? Stream.of(Path.of(named))
            : Stream.of("chromium", "chromium-browser", "google-chrome")
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
                    "The tests of the page need Chromium: run .ci/install-browser, or name one in"
                        + " the environment as HOP444_CHROMIUM."));
  }

  /** How a window looks. */
  enum Look {
    LIGHT(ColorScheme.LIGHT, 1_440, 900),
    DARK(ColorScheme.DARK, 1_440, 900),
    NARROW(ColorScheme.LIGHT, 390, 844);

    private final ColorScheme scheme;
    private final int width;
    private final int height;

    Look(ColorScheme scheme, int width, int height) {
      this.scheme = scheme;
      this.width = width;
      this.height = height;
    }
  }

  /** A window of a person who has not signed in. */
  Window window(AlertProcess alert, Look look) {
    return new Window(alert, context(look), look);
  }

  /** A window of a person who signed in with {@code token}. */
  Window window(AlertProcess alert, Look look, String token) {
    BrowserContext context = context(look);
    context.addInitScript("sessionStorage.setItem('hop444.token', '" + token + "')");
    return new Window(alert, context, look);
  }

  private BrowserContext context(Look look) {
    return browser.newContext(
        new com.microsoft.playwright.Browser.NewContextOptions()
            .setColorScheme(look.scheme)
            .setLocale("en-GB")
            .setTimezoneId("Europe/Dublin")
            .setViewportSize(look.width, look.height));
  }

  @Override
  public void close() {
    playwright.close();
  }

  /** One window; remembers what the console and the network complained about. */
  static final class Window implements AutoCloseable {

    private final AlertProcess alert;
    private final BrowserContext context;
    private final Look look;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    private Window(AlertProcess alert, BrowserContext context, Look look) {
      this.alert = alert;
      this.context = context;
      this.look = look;
      this.page = context.newPage();
      page.onPageError(complaints::add);
      page.onConsoleMessage(
          message -> {
            if (message.text().contains("Content Security Policy")) {
              complaints.add(message.text());
            }
          });
      page.onRequest(
          request -> {
            if (!request.url().startsWith(alert.address())) {
              complaints.add("asked another host: " + request.url());
            }
          });
    }

    Page page() {
      return page;
    }

    Window open(String path) {
      page.navigate(alert.address() + path);
      return this;
    }

    /** One more tab of the same browser. */
    Page tab(String path) {
      Page tab = context.newPage();
      tab.navigate(alert.address() + path);
      return tab;
    }

    /** Writes a picture and holds the screen to WCAG and to its width. */
    void check(String name) {
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(SCREENSHOTS.resolve(name + ".png"))
              .setFullPage(true)
              .setAnimations(com.microsoft.playwright.options.ScreenshotAnimations.DISABLED));
      assertThat(rules().analyze().getViolations())
          .as("axe on %s", name)
          .extracting(
              rule ->
                  rule.getId()
                      + " "
                      + rule.getNodes().stream().map(node -> node.getHtml()).limit(3).toList())
          .isEmpty();
      assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .as("%s fits its window's width", name)
          .isEqualTo(true);
      assertThat(complaints).as("complaints on %s", name).isEmpty();
    }

    /** Dark has the structure of light: only its colours are left to look at. */
    private AxeBuilder rules() {
      // The page has no frames, so axe need not open a window of its own to join their results.
      AxeBuilder rules = new AxeBuilder(page).setLegacyMode(true);
      return look == Look.DARK ? rules.withRules(List.of("color-contrast")) : rules;
    }

    @Override
    public void close() {
      context.close();
    }
  }
}
