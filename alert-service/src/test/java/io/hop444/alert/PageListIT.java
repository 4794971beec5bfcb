/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.hop444.alert.Browser.Look;
import io.hop444.alert.Browser.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What people do with the list of incidents. */
@Order(SharedAlert.WITH_TOKENS + 1)
class PageListIT {

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.withTokens();

  private static AlertProcess alert;
  private static Browser browser;

  @BeforeAll
  static void start() {
    alert = SHARED.alert();
    browser = SHARED.browser();
    for (int i = 0; i < 4; i++) {
      SHARED
          .wire()
          .send(
              Change.opened("list-" + i)
                  .at(i < 3 ? "LIST" : "=LIST+1", "mbx-list" + i)
                  .failedRequests(List.of(7L, 900L, 30L, 2L).get(i))
                  .startedAt(Instant.now().minus(Duration.ofMinutes(60 + i))));
    }
    SHARED.awaitState("list-3", "OPEN");
  }

  private static Window signedIn(Look look) {
    return browser.window(alert, look, alert.token());
  }

  private static Locator rows(Page page) {
    return page.locator("#incident-list tbody tr");
  }

  @Test
  void shouldOrderByTheHeadOfAColumn() {
    try (Window window = signedIn(Look.WIDE)) {
      Page page = window.open("/?site=LIST").page();
      assertThat(rows(page)).hasCount(3);

      page.locator("th a.sort").getByText("Failed requests").click();

      assertThat(page).hasURL(Pattern.compile(".*site=LIST&sort=requests$"));
      assertThat(rows(page).first()).containsText("mbx-list1");
      assertThat(page.locator("th[aria-sort=descending]")).containsText("Failed requests");
      page.reload();
      assertThat(rows(page).first()).containsText("mbx-list1");
      page.locator("#sort").selectOption("oldest");
      assertThat(rows(page).first()).containsText("mbx-list2");
      assertThat(page.locator("th[aria-sort=ascending]")).containsText("Started");
    }
  }

  @Test
  void shouldLookTheSameWhateverAFieldOrAColumnIsCalled() {
    try (Window window = signedIn(Look.WIDE)) {
      Page page = window.open("/?site=LIST").page();
      assertThat(rows(page)).hasCount(3);

      Object looks =
          page.evaluate(
              """
              () => {
                const looks = (all) => [...new Set([...document.querySelectorAll(all)].map((each) => {
                  const { borderLeftWidth, padding, margin, color, textDecorationLine, borderRadius } = getComputedStyle(each);
                  return [borderLeftWidth, padding, margin, color, textDecorationLine, borderRadius].join(" ");
                }))];
                return [looks(".filters .field"), looks("#incident-list tbody td:not(.pick)")];
              }
              """);

      assertThat((List<?>) looks).allSatisfy(kind -> assertThat((List<?>) kind).hasSize(1));
    }
  }

  @Test
  void shouldKeepAViewUnderItsName() {
    try (Window window = signedIn(Look.WIDE)) {
      Page page = window.open("/?site=LIST&state=OPEN&sort=people").page();
      assertThat(rows(page)).hasCount(3);
      page.locator("#save-view").click();
      window.check("save-view");

      page.keyboard().type("Mine <b>");
      page.keyboard().press("Enter");

      Locator view = page.locator(".views a").getByText("Mine <b>");
      assertThat(view).hasAttribute("aria-current", "true");
      window.open("/");
      view.click();
      assertThat(page).hasURL(Pattern.compile(".*site=LIST&state=OPEN&sort=people$"));
      page.locator(".saved button").click();
      assertThat(view).hasCount(0);
    }
  }

  @Test
  void shouldSaveWhatTheFiltersLetThroughAsAFile() throws IOException {
    try (Window window = signedIn(Look.WIDE)) {
      Page page = window.open("/?q=mbx-LIST&sort=requests").page();
      assertThat(rows(page)).hasCount(4);

      Download csv = page.waitForDownload(() -> page.locator("#export-csv").click());
      Download json = page.waitForDownload(() -> page.locator("#export-json").click());

      List<String> lines = Files.readAllLines(csv.path());
      assertThat(lines).hasSize(5);
      assertThat(lines.get(1)).startsWith("list-1,");
      assertThat(lines.get(4)).contains("'=LIST+1");
      assertThat(csv.suggestedFilename()).matches("incidents-[-0-9T]+\\.csv");
      assertThat(Files.readString(json.path())).contains("\"backEnd\":\"mbx-list3\"");
      assertThat(page.locator(".toast").first()).containsText("Saved as incidents-");
    }
  }

  @Test
  void shouldAcknowledgeManyByKeyboardAlone() {
    for (String id : List.of("bulk-1", "bulk-2", "bulk-3")) {
      SHARED
          .wire()
          .send(Change.opened(id).at("BULK", id).startedAt(Instant.now().minusSeconds(90)));
    }
    SHARED.awaitState("bulk-3", "OPEN");
    try (Window window = browser.window(alert, Look.WIDE, SHARED.token("page-bulk", "responder"))) {
      Page page = window.open("/?site=BULK").page();
      assertThat(rows(page)).hasCount(3);

      for (String key : List.of("j", "x", "j", "x")) {
        page.keyboard().press(key);
      }
      assertThat(page.locator(".selection")).containsText("2 incidents selected");
      window.check("selected");
      page.keyboard().press("a");
      assertThat(page.locator("#acknowledge-many")).isVisible();
      window.check("acknowledge-many");
      page.keyboard().type("both are mine");
      page.keyboard().press("Enter");

      assertThat(page.locator(".toast")).containsText("Acknowledged 2 incidents");
      assertThat(rows(page).getByText("page-bulk")).hasCount(2);
      assertThat(page.locator(".selection")).hasCount(0);
      SHARED
          .admin()
          .get("/api/v1/incidents?site=BULK&state=OPEN")
          .then()
          .body("items.size()", org.hamcrest.Matchers.equalTo(1));
    }
  }

  @Test
  void shouldNotPutAnOlderEventOverWhatIsShown() {
    try (Window window = signedIn(Look.WIDE)) {
      Page page = window.page();
      page.addInitScript("delete globalThis.SharedWorker");
      page.route(
          Pattern.compile(".*/api/v1/feed"),
          route ->
              route.fulfill(
                  new com.microsoft.playwright.Route.FulfillOptions()
                      .setContentType("text/event-stream")
                      .setBody(
                          """
                          id: 7
                          event: incident.updated
                          data: {"type":"incident.updated","data":{"id":"list-0","version":0,"site":"old"}}

                          id: 8
                          event: incident.opened
                          data: {"type":"incident.opened","data":{"id":"event-2","version":1,"site":"LIST",\
                          "backEnd":"mbx-second","cause":"EXPIRED","state":"OPEN","summary":"",\
                          "startedAt":"2099-01-01T00:00:00Z","protocols":[],"confidence":"LOW"}}

                          """)));

      window.open("/?site=LIST");

      Locator servers = rows(page).locator(".server");
      assertThat(servers.getByText("mbx-second")).isVisible();
      assertThat(servers.getByText("mbx-list0")).isVisible();
      assertThat(rows(page).locator(".site").getByText("old")).hasCount(0);
    }
  }
}
