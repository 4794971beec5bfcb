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
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.ScreenshotAnimations;
import com.microsoft.playwright.options.ViewportSize;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The Chromium of this machine, and windows in it that show the page. */
final class Browser implements AutoCloseable {

  private static final Path SCREENSHOTS = Path.of("target/screenshots");

  /** Holds for each screen which rule of axe looked at how many elements, and what it found. */
  private static final Path AXE = Path.of("target/axe");

  /** Of a sheet of A4 less its margins, in CSS pixels. */
  private static final int PAPER_WIDTH = 688;

  /**
   * Answers how many elements each rule of axe looked at, and what is wrong; with the rules that
   * are named, or all. axe's own reports describe each element that a rule is content with, which
   * takes longer than to look at it.
   *
   * <p>A row's link lies over its whole row, and axe cannot see a text's ground through it: such
   * veils go meanwhile.
   */
  private static final String LOOK =
      """
      async (rules) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(".row-link::after { content: none !important; }");
        document.adoptedStyleSheets = [sheet];
        const told = (rule, kind) => (rule[kind] ?? []).map((each) =>
          `${rule.id} ${each.node.source} ${each.any.map(({ message }) => message).join("; ")}`);
        try {
          return await axe.run(document, {
            ...(rules && { runOnly: { type: "rule", values: rules } }),
            reporter: (results, options, done) => done({
              counted: [["passes", "passed"], ["incomplete", "to be looked at"], ["violations", "violated"]]
                .flatMap(([kind, word]) => results
                  .filter((rule) => rule[kind]?.length)
                  .map((rule) => `${word}\t${rule.id}\t${rule[kind].length}`)),
              wrong: results.flatMap((rule) => [
                ...(rule.error ? [`${rule.id} ${rule.error}`] : []),
                ...told(rule, "violations"),
                ...told(rule, "incomplete").filter((text) => text.includes("pseudo element")),
              ]),
            }),
          });
        } finally {
          document.adoptedStyleSheets = [];
        }
      }
      """;

  private static final String AXE_SCRIPT = "() => {" + AxeBuilder.getAxeScript() + "}";

  /** The rules of axe that look at colours; the others find the same in light and in dark. */
  private static final List<String> OF_COLOUR = List.of("color-contrast", "link-in-text-block");

  /** Answers what can only be clicked, and what reaches over the edge of the paper. */
  private static final String ON_NO_PAPER =
      """
      () => [...document.querySelectorAll("body *")]
        .filter((each) => each.checkVisibility())
        .filter((each) => each.matches(":is(button, .button, input, select, textarea, nav):not(.arrow button, .pager)")
          || (each.getBoundingClientRect().right > innerWidth + 1 && !each.closest(".unseen, thead, svg")))
        .map((each) => each.outerHTML.slice(0, 200))
      """;

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
                    "The tests of the page need Chromium: run .ci/install-browser, or name one in"
                        + " the environment as HOP444_CHROMIUM."));
  }

  /** How wide a window is. */
  enum Look {
    WIDE(1_440, 900),
    NARROW(390, 844);

    private final int width;
    private final int height;

    Look(int width, int height) {
      this.width = width;
      this.height = height;
    }
  }

  /** A window of a person who has not signed in. */
  Window window(AlertProcess alert, Look look) {
    return new Window(alert, context(look));
  }

  /** A window of a person who signed in with {@code token}. */
  Window window(AlertProcess alert, Look look, String token) {
    BrowserContext context = context(look);
    context.addInitScript("sessionStorage.setItem('hop444.token', '" + token + "')");
    return new Window(alert, context);
  }

  private BrowserContext context(Look look) {
    return browser.newContext(
        new com.microsoft.playwright.Browser.NewContextOptions()
            .setLocale("en-GB")
            .setTimezoneId("Europe/Copenhagen")
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
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    private Window(AlertProcess alert, BrowserContext context) {
      this.alert = alert;
      this.context = context;
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

    /**
     * Writes pictures and holds the screen to all of axe and to its width, in light and in dark.
     */
    void check(String name) {
      check(name, ColorScheme.DARK, OF_COLOUR);
      check(name, ColorScheme.LIGHT, null);
      assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .as("%s fits its window's width", name)
          .isEqualTo(true);
      assertThat(complaints).as("complaints on %s", name).isEmpty();
    }

    private void check(String name, ColorScheme scheme, List<String> rules) {
      String picture = name + "-" + scheme.name().toLowerCase(Locale.ROOT);
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      picture(picture);
      if (page.evaluate("typeof axe").equals("undefined")) {
        page.evaluate(AXE_SCRIPT);
      }
      Map<?, ?> looked = (Map<?, ?>) page.evaluate(LOOK, rules);
      List<String> counted = texts(looked.get("counted"));
      keep(picture, counted);
      assertThat(counted).as("rules of axe on %s", picture).isNotEmpty();
      assertThat(texts(looked.get("wrong"))).as("axe on %s", picture).isEmpty();
    }

    private static List<String> texts(Object list) {
      return ((List<?>) list).stream().map(String::valueOf).toList();
    }

    private static void keep(String picture, List<String> counted) {
      try {
        Files.createDirectories(AXE);
        Files.write(AXE.resolve(picture + ".tsv"), counted);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Writes a picture of the screen on paper: all text, and nothing that can only be clicked. */
    void print(String name) {
      ViewportSize size = page.viewportSize();
      if (size.width < PAPER_WIDTH) {
        return; // A narrow window prints what a wide one does.
      }
      page.setViewportSize(PAPER_WIDTH, size.height);
      page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
      picture(name + "-print");
      assertThat(page.evaluate(ON_NO_PAPER))
          .as("what %s prints in vain", name)
          .isEqualTo(List.of());
      PlaywrightAssertions.assertThat(page.locator(".printed-from")).containsText(page.url());
      assertThat(page.locator("main h1").boundingBox().width)
          .as("%s has a heading on paper", name)
          .isGreaterThan(30);
      page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
      page.setViewportSize(size.width, size.height);
    }

    private void picture(String name) {
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(SCREENSHOTS.resolve(name + ".png"))
              .setFullPage(true)
              .setAnimations(ScreenshotAnimations.DISABLED));
    }

    @Override
    public void close() {
      // A request that comes meanwhile would find no page to be answered to.
      context.pages().forEach(Page::unrouteAll);
      context.close();
    }
  }
}
