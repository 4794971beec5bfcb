/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.Media;
import io.hop444.alert.Browser.Look;
import io.hop444.alert.Browser.Window;
import io.hop444.schemas.Topic;
import io.hop444.wire.Cause;
import io.hop444.wire.FindingKind;
import io.hop444.wire.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page in a real browser, on the packaged service. */
@Order(SharedAlert.WITH_TOKENS + 1)
class PageIT {

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.withTokens();

  private static Wire wire;
  private static AlertProcess alert;
  private static Browser browser;

  @BeforeAll
  static void start() {
    wire = SHARED.wire();
    alert = SHARED.alert();
    browser = SHARED.browser();
    wire.send(
        Topic.INCIDENTS,
        "mbx07",
        Story.full(Change.opened("full").at("DUB", "mbx07").startedAt(minutesAgo(17))));
    wire.send(
        Change.opened("second").at("CPH", "mbx11").cause(Cause.EXPIRED).startedAt(minutesAgo(95)),
        Change.opened("third").at("CPH", "mbx12").startedAt(minutesAgo(400)),
        Change.resolved("third", 2).at("CPH", "mbx12").startedAt(minutesAgo(400)));
    wire.send(
        Topic.FINDINGS,
        "mbx03",
        Story.finding(
            "f1",
            FindingKind.APP_POOL_STOPPED,
            Severity.OUTAGE,
            "mbx03: an application pool is stopped."));
    wire.send(
        Topic.FINDINGS,
        "mbx03",
        Story.finding("f2", FindingKind.MAINTENANCE, Severity.INFO, Story.HOSTILE.repeat(9)));
    wire.send(Topic.GAPS, "mbx11", Story.gap("g1", true));
    wire.send(Topic.GAPS, "mbx11", Story.gap("g2", false));
    SHARED.awaitState("third", "RESOLVED");
    SHARED.awaitState("full", "OPEN");
  }

  private static Instant minutesAgo(long minutes) {
    return Instant.now().minus(Duration.ofMinutes(minutes));
  }

  private static Window signedIn(Look look) {
    return browser.window(alert, look, alert.token());
  }

  private static Locator row(Page page, String server) {
    return page.locator("#incident-list tbody tr", about(server));
  }

  private static Page.LocatorOptions about(String server) {
    return new Page.LocatorOptions().setHasText(server);
  }

  @ParameterizedTest
  @EnumSource(Look.class)
  void shouldShowEachScreenWithoutBarriers(Look look) {
    String suffix = "-" + look.name().toLowerCase(Locale.ROOT);
    try (Window window = signedIn(look)) {
      Page page = window.page();
      window.open("/");
      assertThat(row(page, "mbx07")).containsText("No certificate bound");
      assertThat(page.locator(".fresh")).containsText("Live");
      window.check("incidents" + suffix);
      window.print("incidents" + suffix);

      window.open("/?incident=full");
      assertThat(page.locator("#sentence"))
          .containsText("front ends cas01 and cas02 cannot reach the back end mbx07");
      window.check("incident" + suffix);
      page.locator("#hop-2").click();
      assertThat(page.locator("#hop-records")).containsText("SecureChannelFailure");
      window.check("incident-records" + suffix);

      window.open("/?view=findings");
      assertThat(page.locator("#findings tbody tr", about("an application pool is stopped")))
          .containsText("Application pool stopped");
      window.check("findings" + suffix);
      window.print("findings" + suffix);
      window.open("/?view=gaps");
      assertThat(page.locator("#gaps tbody tr", about("mbx11"))).hasCount(2);
      assertThat(page.locator("#gaps tbody tr", about("mbx11")).first())
          .containsText("Not collected");
      window.check("gaps" + suffix);
      window.print("gaps" + suffix);

      page.keyboard().press("?");
      assertThat(page.locator("#help")).isVisible();
      window.check("help" + suffix);
      page.keyboard().press("Escape");
      assertThat(page.locator("#help")).isHidden();
    }
  }

  @ParameterizedTest
  @EnumSource(Look.class)
  void shouldSayWhatAnEmptyListMeans(Look look) {
    try (Window window = signedIn(look)) {
      window
          .page()
          .route(
              Pattern.compile(".*/api/v1/incidents\\?.*"),
              route ->
                  route.fulfill(
                      new com.microsoft.playwright.Route.FulfillOptions()
                          .setContentType("application/json")
                          .setBody("{\"items\":[],\"next\":null}")));

      window.open("/");

      assertThat(window.page().locator(".empty")).containsText("No incidents");
      window.check("empty-" + look.name().toLowerCase(Locale.ROOT));
    }
  }

  @Test
  void shouldShowNewIncidentAndItsChangesWithoutReload() {
    try (Window window = signedIn(Look.WIDE)) {
      Page page = window.open("/?site=LIVE").page();
      assertThat(page.locator(".empty")).containsText("No incident matches");
      assertThat(page.locator(".fresh")).containsText("Live");
      page.evaluate("window.sameDocument = true");

      wire.send(Change.opened("live-1").at("LIVE", "mbx-live").startedAt(minutesAgo(1)));

      assertThat(row(page, "mbx-live")).containsText("Open");
      wire.send(Change.resolved("live-1", 2).at("LIVE", "mbx-live").startedAt(minutesAgo(1)));
      assertThat(row(page, "mbx-live")).containsText("Resolved");
      assertThat(page.evaluate("window.sameDocument")).isEqualTo(true);
    }
  }

  @Test
  void shouldHoldNewRowsBackWhileSomebodyReads() {
    wire.send(Change.opened("read-1").at("READ", "mbx-r1").startedAt(minutesAgo(9)));
    SHARED.awaitState("read-1", "OPEN");
    try (Window window = signedIn(Look.WIDE)) {
      Page page = window.open("/?site=READ").page();
      row(page, "mbx-r1").locator("a").focus();
      assertThat(page.locator(".fresh")).containsText("Live");

      wire.send(Change.opened("read-2").at("READ", "mbx-r2").startedAt(minutesAgo(3)));

      assertThat(page.locator("#show-new")).containsText("1 new incident");
      assertThat(row(page, "mbx-r2")).hasCount(0);
      window.check("new-rows-wait");
      page.locator("#show-new").click();
      assertThat(page.locator("#incident-list tbody tr").first()).containsText("mbx-r2");
    }
  }

  @Test
  void shouldKeepFiltersInTheAddress() {
    try (Window window = signedIn(Look.WIDE)) {
      Page page = window.open("/").page();
      page.locator("#site option[value=CPH]")
          .waitFor(
              new Locator.WaitForOptions()
                  .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED));

      page.locator("#site").selectOption("CPH");
      page.locator("#state").selectOption("OPEN");
      page.locator("#q").fill("MBX11");
      assertThat(page).hasURL(Pattern.compile(".*\\?q=MBX11&site=CPH&state=OPEN$"));
      assertThat(page.locator("#incident-list tbody tr")).hasCount(1);
      page.reload();

      assertThat(page.locator("#incident-list tbody tr")).hasCount(1);
      assertThat(row(page, "mbx11")).containsText("Certificate expired");
      assertThat(page.locator("#q")).hasValue("MBX11");
      assertThat(page.locator("#site")).hasValue("CPH");
      assertThat(page.locator("#state")).hasValue("OPEN");
    }
  }

  @Test
  void shouldTellWhereItBreaksWithRawRecordsAndCommands() {
    try (Window window = signedIn(Look.WIDE)) {
      Page page = window.open("/").page();

      row(page, "mbx07").locator("a").press("Enter");

      assertThat(page).hasURL(Pattern.compile(".*/\\?incident=full$"));
      assertThat(page.locator("#hop-1")).containsText("ok");
      page.locator("#hop-1").press("Enter");
      assertThat(page.locator("#hop-records"))
          .containsText("DUB/CAS01/inetpub/logs/LogFiles/W3SVC1/u_ex26112010.log");
      assertThat(page.locator("#hop-records")).containsText("at byte 771,002");
      page.locator("#hop-3").press("Enter");
      assertThat(page.locator("#hop-records"))
          .containsText("DUB/MBX07/inetpub/logs/LogFiles/W3SVC2/u_ex26112010.log");
      assertThat(page.locator("#hop-records")).containsText("at byte 5,512,004");
      assertThat(page.locator("#hop-2")).containsText("failed");
      assertThat(page.locator("#hop-3")).containsText("absent");
      page.locator("#hop-2").press("Enter");
      assertThat(page.locator("#hop-records"))
          .containsText("DUB/CAS01/HttpProxy/Ews/HttpProxy_2026112010-1.LOG");
      assertThat(page.locator("#hop-records")).containsText("at byte 18,231");
      assertThat(page.locator(".chips"))
          .containsText(new String[] {"recovered"}, new LocatorAssertions.ContainsTextOptions());
      assertThat(page.locator(".fix")).containsText("Get-ExchangeCertificate -Server mbx07");
      assertThat(page.locator(".fix")).containsText("netsh http show sslcert ipport=0.0.0.0:444");
      page.goBack();
      assertThat(page.locator("#incident-list")).isVisible();
    }
  }

  @Test
  void shouldAcknowledgeOnlyWithTheRole() {
    wire.send(Change.opened("take").at("TAKE", "mbx-take").startedAt(minutesAgo(4)));
    SHARED.awaitState("take", "OPEN");
    try (Window window = browser.window(alert, Look.WIDE, SHARED.token("page-viewer", "viewer"))) {
      Page page = window.open("/?incident=take").page();
      page.locator("#do-acknowledge").click();
      page.locator("#act-go").click();
      assertThat(page.locator("#act-error")).containsText("role RESPONDER");
      window.check("acknowledge-refused");
    }

    try (Window window = browser.window(alert, Look.WIDE, SHARED.token("page-rob", "responder"))) {
      Page page = window.open("/?incident=take").page();
      assertThat(page.locator("#do-acknowledge")).isVisible();
      page.keyboard().press("a");
      assertThat(page.locator("dialog[open]")).isVisible();
      page.keyboard().type("I am on it");
      page.keyboard().press("Enter");

      assertThat(page.locator(".notice.taken")).containsText("page-rob");
      assertThat(page.locator("[aria-labelledby=timeline-title]")).containsText("I am on it");
      assertThat(page.locator(".incident-head")).containsText("Acknowledged");
      window.check("acknowledged");
    }
  }

  @Test
  void shouldAskForTheTokenAndKeepItOutOfTheAddress() {
    try (Window window = browser.window(alert, Look.WIDE)) {
      Page page = window.open("/?site=CPH").page();
      assertThat(page.locator("h1")).containsText("Sign in");
      window.check("sign-in");
      page.locator("#token").fill("hop444_wrong");
      page.locator("#token").press("Enter");
      assertThat(page.locator("#token-error")).containsText("not valid");

      page.locator("#token").fill(alert.token());
      page.locator("#token").press("Enter");

      assertThat(row(page, "mbx11")).isVisible();
      assertThat(page).hasURL(alert.address() + "/?site=CPH");
      page.reload();
      assertThat(row(page, "mbx11")).isVisible();
      page.locator("#sign-out").click();
      assertThat(page.locator("h1")).containsText("Sign in");
      assertThat(
              page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])").toString())
          .doesNotContain(alert.token());
    }
  }

  @Test
  void shouldSaySinceWhenItIsStaleAndCatchUp() {
    try (Window window = signedIn(Look.WIDE)) {
      Page page = window.open("/?site=STALE").page();
      assertThat(page.locator(".fresh")).containsText("Live");

      alert.stop();

      assertThat(page.locator(".stale"))
          .containsText(Pattern.compile("Stale since \\d\\d:\\d\\d:\\d\\d"));
      window.check("stale");
      wire.send(Change.opened("missed").at("STALE", "mbx-missed").startedAt(minutesAgo(1)));
      alert.start();
      assertThat(page.locator(".fresh"))
          .containsText(
              "Live",
              new LocatorAssertions.ContainsTextOptions()
                  .setTimeout((double) Patience.LIMIT.toMillis()));
      assertThat(page.locator(".stale")).hasCount(0);
      assertThat(row(page, "mbx-missed")).isVisible();
    }
  }

  @Test
  void shouldShowHostileTextAsText() {
    wire.send(
        Topic.INCIDENTS,
        "hostile",
        Story.hostile(Change.opened("hostile-<b>&\"'").startedAt(minutesAgo(600))));
    SHARED.awaitState("hostile-<b>&\"'", "OPEN");
    try (Window window = signedIn(Look.NARROW)) {
      Page page = window.open("/?q=hostile").page();
      page.locator("#incident-list tbody tr a").click();
      page.locator("#hop-2").click();

      assertThat(page.locator("#hop-records pre"))
          .containsText("<script>document.title='owned'</script>");
      assertThat(page.locator("#hop-records pre")).containsText("‹U+202E›gnp.exe␇␛[31m");
      assertThat(page.locator("#hop-records pre")).containsText("Show all");
      window.check("hostile");
      int before = page.locator("#hop-records pre").innerText().length();
      page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
      page.waitForCondition(
          () -> page.locator("#hop-records pre").innerText().length() > Story.LONGEST - 100);
      page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
      assertThat(page.locator("#hop-records pre")).containsText("Show all");
      page.locator("#hop-records pre button").click();

      assertThat(page.locator("#hop-records pre button")).containsText("Show less");
      assertThat(before).isLessThan(1_000);
      assertThat(page.locator("#hop-records pre").innerText().length()).isGreaterThan(16_000);
      assertThat(page.title()).endsWith("· hop444");
      assertThat(page.locator("main script, main img")).hasCount(0);
      assertThat(page.locator(".fix .command")).hasCount(0);
      assertThat(page.locator(".fix")).containsText("no valid server name");
    }
  }

  @Test
  void shouldSwitchThemeAndZoneAndKeepThem() {
    try (Window window = signedIn(Look.WIDE)) {
      Page page = window.open("/").page();
      Instant started =
          Instant.parse(
              SHARED.admin().get("/api/v1/incidents/full").jsonPath().getString("startedAt"));
      DateTimeFormatter shown = DateTimeFormatter.ofPattern("dd MMM HH:mm:ss", Locale.ROOT);
      assertThat(row(page, "mbx07").locator(".when"))
          .hasText(shown.format(started.atZone(ZoneId.of("Europe/Copenhagen"))));

      page.locator("#theme").click();
      page.locator("#theme").click();
      page.locator("#zone").click();
      page.reload();

      assertThat(page.locator("#theme")).containsText("dark");
      assertThat(page.locator("#zone")).containsText("UTC");
      assertThat(row(page, "mbx07").locator(".when"))
          .hasText(shown.format(started.atZone(ZoneOffset.UTC)));
      assertThat(page.evaluate("getComputedStyle(document.documentElement).colorScheme"))
          .isEqualTo("dark");
    }
  }
}
