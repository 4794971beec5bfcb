/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import io.hop444.alert.Browser.Look;
import io.hop444.alert.Browser.Window;
import io.hop444.schemas.Topic;
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

/** The screen of one incident: what it shows. What people do there is in {@link PageDeedsIT}. */
@Order(SharedAlert.WITH_TOKENS + 1)
class PageIncidentIT {

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.withTokens();

  private static final String GOOD = "5F0A8C1D2E3B4A5968778695A4B3C2D1E0F90817";
  private static final String BAD = "0BAD8C1D2E3B4A5968778695A4B3C2D1E0F90817";

  private static final Map<String, String> TICKETS =
      Map.of("INC0012", "https://desk.contoso.test/INC0012", "INC0013", "javascript:alert(1)");

  private static AlertProcess alert;
  private static Browser browser;

  @BeforeAll
  static void start() {
    alert = SHARED.alert();
    browser = SHARED.browser();
    SHARED
        .wire()
        .send(
            Topic.INCIDENTS,
            "mbx-one",
            Story.full(Change.opened("one").at("ONE", "mbx-one").startedAt(minutesAgo(9))));
    SHARED
        .wire()
        .send(
            Topic.INCIDENTS,
            "mbx-one",
            Story.full(Change.updated("one", 2).at("ONE", "mbx-one").startedAt(minutesAgo(6))));
    SHARED
        .wire()
        .send(
            Topic.BINDING_SNAPSHOTS,
            "mbx-one",
            Servers.inventory(
                "ONE",
                "mbx-one",
                minutesAgo(30),
                null,
                Servers.certificate(GOOD, "mbx-one", Instant.parse("2099-01-01T00:00:00Z"))));
    SHARED.awaitState("one", "OPEN");
  }

  private static Instant minutesAgo(long minutes) {
    return Instant.now().minus(Duration.ofMinutes(minutes));
  }

  private static void open(String id) {
    SHARED.wire().send(Change.opened(id).at("ONE", "mbx-" + id).startedAt(minutesAgo(5)));
    SHARED.awaitState(id, "OPEN");
  }

  private static Window asResponder(String name) {
    return browser.window(alert, Look.WIDE, SHARED.token(name, "responder"));
  }

  private static Locator section(Page page, String id) {
    return page.locator("[aria-labelledby=" + id + "-title]");
  }

  @ParameterizedTest
  @EnumSource(Look.class)
  void shouldShowReachAndCertificateBesideWhatIsExpected(Look look) {
    try (Window window = browser.window(alert, look, alert.token())) {
      Page page = window.open("/?incident=one").page();

      assertThat(page.locator(".chart")).hasCount(2);
      assertThat(page.locator(".chart.requests svg"))
          .hasAttribute("aria-label", Pattern.compile("Failed requests, from 913 at .* to 913.*"));
      Locator bound =
          section(page, "certificate")
              .locator("tr", new Locator.LocatorOptions().setHasText("a certificate is bound"));
      assertThat(bound.locator("td")).hasCount(2);
      assertThat(bound.locator("td").first()).containsText("not as expected none");
      assertThat(section(page, "changes"))
          .containsText("Event 15300 of Microsoft-Windows-HttpEvent");
      assertThat(page.locator(".fix")).containsText("AddSslCertificate('" + GOOD + "', 'My')");
      assertThat(page.locator(".fix")).containsText("nothing was bound before");
      assertThat(page.locator(".reasons.for li").first()).containsText("ends before any HTTP");
      assertThat(page.locator(".reasons.against li")).containsText("One request of cas03");
      section(page, "radius").locator("summary").click();
      assertThat(section(page, "radius").locator("tbody tr").first()).containsText("913");
      window.check("incident-whole-" + look.name().toLowerCase(Locale.ROOT));
    }
  }

  @Test
  void shouldTellMomentsInSentencesAsEverywhereElse() {
    Pattern deleted = Pattern.compile("deleted 20 Nov( 2026)? 11:04:51 by CONTOSO");
    Change change = Change.opened("moments").at("ONE", "mbx-moments").startedAt(minutesAgo(5));
    change.changedBy(
        "SSL settings of port 444 deleted 2026-11-20T10:04:51Z by CONTOSO\\admin1, netsh");
    SHARED.wire().send(Topic.INCIDENTS, "mbx-moments", Story.full(change));
    SHARED.awaitState("moments", "OPEN");
    try (Window window = asResponder("page-moments")) {
      Page page = window.open("/?incident=moments").page();

      assertThat(section(page, "changes").locator("b").first()).containsText(deleted);
      assertThat(page.locator(".reasons.for"))
          .containsText(Pattern.compile("\\(mbx07, 20 Nov( 2026)? 11:04:51\\)"));
      assertThat(page.locator(".reasons.against"))
          .containsText(Pattern.compile("at 20 Nov( 2026)? 11:05:40\\."));
      assertThat(section(page, "changes").locator("time").first())
          .hasAttribute("title", "2026-11-20T10:04:51.000Z");
    }
  }

  @Test
  void shouldUndoToWhatWasBoundWhileItFailed() {
    var good = Servers.certificate(GOOD, "mbx-undo", Instant.parse("2099-01-01T00:00:00Z"));
    var bad = Servers.certificate(BAD, "mbx-other", Instant.parse("2099-01-01T00:00:00Z"));
    for (var shown :
        List.of(
            Servers.inventory("ONE", "mbx-undo", minutesAgo(30), BAD, good, bad),
            Servers.inventory("ONE", "mbx-undo", minutesAgo(1), GOOD, good, bad))) {
      SHARED.wire().send(Topic.BINDING_SNAPSHOTS, "mbx-undo", shown);
    }
    open("undo");
    Patience.await()
        .until(
            () -> {
              var seen = SHARED.admin().get("/api/v1/incidents/undo/certificate").jsonPath();
              String bound = ".snapshots[0].bindings[0].thumbprint";
              return BAD.equals(seen.getString("atFailure" + bound))
                  && GOOD.equals(seen.getString("now" + bound));
            });
    try (Window window = asResponder("page-undo")) {
      Page page = window.open("/?incident=undo").page();

      assertThat(page.locator(".fix pre").last()).containsText("certhash=" + BAD + " ");
      assertThat(page.locator(".fix")).containsText("AddSslCertificate('" + GOOD + "', 'My')");
      assertThat(page.locator("#fix-filled"))
          .containsText(
              Pattern.compile(
                  "for the undo: Inventory of \\d\\d .*to bind: Inventory", Pattern.DOTALL));
    }
  }

  @Test
  void shouldCopyACommandAndThePlaceOfARecord() {
    try (Window window = asResponder("page-copy")) {
      Page page = window.open("/?incident=one").page();
      page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
      Locator command = page.locator(".fix .command").first();

      command.locator(".copy").click();

      assertThat(command.locator(".copy")).containsText("Copied");
      assertThat(page.evaluate("navigator.clipboard.readText()"))
          .isEqualTo(command.locator("code").textContent());
      section(page, "evidence").locator(".copy").first().click();
      page.waitForCondition(
          () ->
              "DUB/MBX07/events/System.xml@1482211"
                  .equals(page.evaluate("navigator.clipboard.readText()")));
    }
  }

  @Test
  void shouldSayThatAHopIsUnknownWhereNothingTells() {
    open("unknown");
    try (Window window = asResponder("page-unknown")) {
      Page page = window.open("/?incident=unknown").page();

      assertThat(page.locator("#hop-3")).containsText("unknown");
      page.locator("#hop-3").click();
      assertThat(page.locator("#hop-records")).containsText("There is no record of this hop.");
      assertThat(section(page, "changes")).containsText("CONTOSO\\admin1, netsh");
    }
  }

  @Test
  void shouldLinkTicketsAndNothingThatIsNoAddress() {
    open("ticket");
    Sql sql = new Sql(SHARED.database());
    TICKETS.forEach(
        (number, link) ->
            sql.run(
                "insert into tickets (incident_id, target, number, link, state, mapped, updated_at)"
                    + " values ('ticket', '"
                    + number
                    + "', '"
                    + number
                    + "', '"
                    + link
                    + "', 'In Progress', true, now())"));
    try (Window window = asResponder("page-ticket")) {
      Page page = window.open("/?incident=ticket").page();

      Locator tickets = page.locator(".tickets li");
      assertThat(tickets).hasCount(2);
      assertThat(tickets.getByText("INC0012").first()).hasAttribute("href", TICKETS.get("INC0012"));
      assertThat(tickets.getByText("INC0013").first()).isVisible();
      assertThat(page.locator(".tickets a")).hasCount(1);
      window.print("incident-ticket");
    }
  }

  @Test
  void shouldShowWhoWasToldAndWhetherItArrived() {
    open("told");
    Patience.await()
        .until(
            () ->
                SHARED
                    .admin()
                    .get("/api/v1/deliveries?incident=told")
                    .jsonPath()
                    .getList("items.state")
                    .equals(List.of("DELIVERED")));
    try (Window window = asResponder("page-told")) {
      Page page = window.open("/?incident=told").page();

      assertThat(section(page, "told").locator("li"))
          .containsText(Pattern.compile("Delivered.*Opened", Pattern.DOTALL));
    }
  }

  @Test
  void shouldTellOnceWhatTheCorrelatorSaysAgainAndAgain() {
    open("again");
    for (int version = 2; version <= 4; version++) {
      Change change = Change.updated("again", version).at("ONE", "mbx-again");
      SHARED.wire().send(Topic.INCIDENTS, "mbx-again", Story.full(change.startedAt(minutesAgo(5))));
    }
    Patience.await()
        .until(
            () ->
                SHARED.admin().get("/api/v1/incidents/again").jsonPath().getList("timeline").size()
                    == 4);
    try (Window window = asResponder("page-again")) {
      Page page = window.open("/?incident=again").page();

      assertThat(section(page, "timeline").locator("li")).hasCount(2);
      assertThat(section(page, "timeline").locator("li").last()).containsText("3 times, last");
    }
  }

  @Test
  void shouldPrintEverythingThatCanBeRead() {
    try (Window window = asResponder("page-print")) {
      Page page = window.open("/?incident=one").page();
      assertThat(section(page, "told")).isVisible();

      page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));

      assertThat(page.locator("h1")).containsText("mbx-one");
      assertThat(section(page, "evidence")).containsText("SecureChannelFailure");
      assertThat(page.locator(".fix")).containsText("netsh http show sslcert");
      assertThat(page.locator(".deeds")).isHidden();
      assertThat(page.locator(".bar nav")).isHidden();
      assertThat(page.locator(".copy").first()).isHidden();
      window.print("incident");
      assertThat(page.pdf().length).isGreaterThan(10_000);
    }
  }

  @Test
  void shouldSayThatAnIncidentIsNotThere() {
    try (Window window = asResponder("page-none")) {
      Page page = window.open("/?incident=no%20such%20one").page();

      assertThat(page.locator("main .notice")).containsText("no incident with this id");
      page.locator(".way-back a").click();
      assertThat(page).hasURL(Pattern.compile(".*/$"));
    }
  }
}
