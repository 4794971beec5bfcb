/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.hop444.alert.Browser.Look;
import io.hop444.alert.Browser.Window;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page's screens of notifications, on the packaged service and a real receiver. */
@Order(SharedAlert.WITH_TOKENS + 2)
class PageNotificationsIT {

  private static final String SITE = "PAGE-NOTE";

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.withTokens();

  private static AlertProcess alert;

  @BeforeAll
  static void start() {
    alert = SHARED.alert();
    SHARED
        .wire()
        .send(
            Change.opened("note-1")
                .at(SITE, "mbx-n1")
                .startedAt(Instant.now().minus(Duration.ofMinutes(12))));
    SHARED.awaitState("note-1", "OPEN");
    Patience.await().until(() -> !SHARED.receiver().of("note-1").isEmpty());
    silence(SITE, "the weekly restart of " + SITE, 1);
    silence(Story.HOSTILE.substring(0, 100), Story.HOSTILE.repeat(3), 30);
    SHARED
        .admin()
        .contentType("application/json")
        .body(
            Map.of(
                "match",
                Map.of("site", List.of("PAGE-WEEKLY")),
                "reason",
                "patch night",
                "zone",
                "Europe/Dublin",
                "days",
                List.of("SATURDAY", "SUNDAY"),
                "from",
                "22:00",
                "minutes",
                240))
        .post("/api/v1/maintenance-windows")
        .then()
        .statusCode(200);
  }

  private static void silence(String site, String reason, int days) {
    SHARED
        .admin()
        .contentType("application/json")
        .body(
            Map.of(
                "match", Map.of("site", List.of(site)),
                "reason", reason,
                "expiresAt", Instant.now().plus(Duration.ofDays(days)).toString()))
        .post("/api/v1/silences")
        .then()
        .statusCode(200);
  }

  private static Window signedIn(Look look) {
    return SHARED.browser().window(alert, look, alert.token());
  }

  private static String address(String part) {
    return "/?view=notifications&part=" + part;
  }

  private static Locator button(Locator within, String words) {
    return within.getByRole(
        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(words).setExact(true));
  }

  private static Locator row(Page page, String words) {
    return page.locator("table.rows tbody tr")
        .filter(new Locator.FilterOptions().setHasText(words));
  }

  @ParameterizedTest
  @EnumSource(Look.class)
  void shouldShowEachPartWithoutBarriers(Look look) {
    String suffix = "-" + look.name().toLowerCase(Locale.ROOT);
    try (Window window = signedIn(look)) {
      Page page = window.open(address("log")).page();
      page.locator("#deliveries a.row-link").first().click();
      assertThat(page.locator(".delivery-detail")).containsText("POST http");
      assertThat(page.locator(".delivery-detail").boundingBox().width)
          .as("an opened delivery has the whole width")
          .isGreaterThan(250);
      window.check("deliveries" + suffix);
      window.print("deliveries" + suffix);

      window.open(address("targets"));
      assertThat(page.locator(".card").first()).containsText("Webhook");
      button(page.locator(".card").first(), "Switch off…").click();
      window.check("targets" + suffix);
      window.print("targets" + suffix);

      window.open(address("routes"));
      assertThat(page.locator("#routes-title")).isVisible();
      window.check("routes" + suffix);
      window.print("routes" + suffix);

      window.open(address("silences"));
      assertThat(row(page, "the weekly restart")).containsText("left");
      button(page.locator("main"), "New silence").click();
      window.check("silences" + suffix);
      window.print("silences" + suffix);

      window.open(address("maintenance"));
      assertThat(row(page, "patch night")).containsText("Sat, Sun 22:00 to 02:00 the next day");
      button(page.locator("main"), "New window").click();
      window.check("maintenance" + suffix);
      window.print("maintenance" + suffix);

      window.open(address("drill"));
      assertThat(page.locator("main")).containsText("Begin the drill");
      window.check("drill" + suffix);
    }
  }

  @Test
  void shouldShowWhatWasSentAndSendItAgain() {
    try (Window window = signedIn(Look.WIDE)) {
      Page page = window.open(address("log") + "&state=DELIVERED").page();
      Locator opened = row(page, "note-1").filter(new Locator.FilterOptions().setHasText("Opened"));
      opened.first().locator("a.row-link").press("Enter");
      assertThat(page).hasURL(Pattern.compile(".*state=DELIVERED.*delivery=\\d+.*"));
      assertThat(page.locator(".delivery-detail pre").first()).containsText("\"site\":\"" + SITE);
      int before = SHARED.receiver().of("note-1").size();
      String id = SHARED.receiver().of("note-1").get(0).webhookId();
      assertThat(page.locator(".delivery-detail")).containsText(id);

      button(page.locator(".delivery-detail"), "Send again").click();
      button(page.locator(".asking"), "Send again").click();

      Patience.await().until(() -> SHARED.receiver().of("note-1").size() == before + 1);
      assertThat(SHARED.receiver().of("note-1").get(before).webhookId()).isEqualTo(id);
      page.reload();
      assertThat(page.locator(".delivery-detail")).containsText(id);
    }
  }

  @Test
  void shouldTestATargetAndSwitchItOffAndOn() {
    try (Window window = signedIn(Look.WIDE)) {
      Page page = window.open(address("targets")).page();
      Locator card = page.locator(".card").first();

      button(card, "Send a test").click();
      assertThat(card.locator(".test-result"))
          .containsText(Pattern.compile("opening.*end", Pattern.DOTALL));
      assertThat(card.locator(".test-result .badge.resolved")).hasCount(2);

      button(card, "Switch off…").click();
      card.locator("input[name=reason]").fill("the receiver moves");
      button(card, "Switch off").click();
      assertThat(card).containsText("the receiver moves");
      window.check("target-off");
      button(card, "Switch on").click();
      assertThat(card.locator(".card-head")).containsText("On");
    }
  }

  @Test
  void shouldSilenceAndEndIt() {
    try (Window window = signedIn(Look.WIDE)) {
      Page page = window.open(address("silences")).page();
      button(page.locator("main"), "New silence").click();
      page.locator("input[name=site]").fill("PAGE-SIL, PAGE-SIL2*");
      page.locator("select[name=cause]").selectOption("EXPIRED");
      page.locator("select[name=lasts]").selectOption("240");
      page.locator("input[name=reason]").fill("renewal under way");
      button(page.locator("form.panel"), "Silence").click();

      assertThat(row(page, "renewal under way"))
          .containsText("site PAGE-SIL or PAGE-SIL2*, cause Certificate expired");
      assertThat(row(page, "renewal under way"))
          .containsText(Pattern.compile("(3 h 59|4 h 0) min left"));
      button(row(page, "renewal under way"), "End now").click();
      button(row(page, "renewal under way").locator(".asking"), "Keep").click();
      button(row(page, "renewal under way"), "End now").click();
      button(row(page, "renewal under way").locator(".asking"), "End now").click();

      assertThat(row(page, "renewal under way")).hasCount(0);
    }
  }

  @Test
  void shouldKeepAMaintenanceWindowAndRemoveIt() {
    try (Window window = signedIn(Look.WIDE)) {
      Page page = window.open(address("maintenance")).page();
      button(page.locator("main"), "New window").click();
      page.locator("input[name=site]").fill("PAGE-WIN");
      page.locator("input[name=SUNDAY]").check();
      page.locator("input[name=reason]").fill("reboots of PAGE-WIN");
      page.locator("input[name=zone]").fill("Nowhere/Land");
      button(page.locator("form.panel"), "Keep the window").click();
      assertThat(page.locator("form.panel .error")).containsText("zone");

      page.locator("input[name=zone]").fill("Europe/Copenhagen");
      button(page.locator("form.panel"), "Keep the window").click();
      assertThat(row(page, "reboots of PAGE-WIN")).containsText("Sun 22:00 to 02:00 the next day");
      button(row(page, "reboots of PAGE-WIN"), "Remove").click();
      button(row(page, "reboots of PAGE-WIN").locator(".asking"), "Remove").click();

      assertThat(row(page, "reboots of PAGE-WIN")).hasCount(0);
    }
  }

  @Test
  void shouldSayWhoWouldBeToldAndDrillIt() {
    try (Window window = signedIn(Look.WIDE)) {
      Page page = window.open(address("routes")).page();
      page.locator("input[name=site]").fill(SITE);
      page.locator("input[name=server]").fill("mbx-n1");
      button(page.locator("form.panel"), "Ask who would be told").click();
      assertThat(page.locator("form.panel [role=status]")).containsText("default");
      assertThat(page.locator("form.panel [role=status]")).containsText("keeps it quiet");

      page.clock().install();
      window.open(address("drill"));
      page.locator("input[name=site]").fill(SITE);
      page.locator("input[name=server]").fill("mbx-n1");
      button(page.locator("main"), "Begin the drill").click();
      assertThat(row(page, "default").locator(".badge").first()).containsText("Delivered");
      assertThat(row(page, "default").locator(".badge").last()).containsText("Waiting");
      button(page.locator("main"), "End the drill now").click();

      assertThat(row(page, "default").locator(".badge").last()).containsText("Delivered");
      window.check("drill-ended");
      window.print("drill-ended");
      PageAgainIT.assertAsksNoMore(page, "/api/v1/deliveries");
    }
  }

  @Test
  void shouldSayWhichRoleIsMissing() {
    String token = SHARED.token("page-note-viewer", "viewer");
    try (Window window = SHARED.browser().window(alert, Look.WIDE, token)) {
      Page page = window.open(address("log")).page();
      assertThat(page.locator("main")).containsText("needs role ADMIN");
      window.check("notifications-viewer");

      window.open("/?view=notifications");
      assertThat(page.locator(".subnav [aria-current]")).hasText("Silences");
      button(row(page, "the weekly restart"), "End now").click();
      button(row(page, "the weekly restart").locator(".asking"), "End now").click();

      assertThat(row(page, "the weekly restart").locator(".error"))
          .containsText("needs role RESPONDER");
    }
  }
}
