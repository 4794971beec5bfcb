/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.hamcrest.Matchers.hasItem;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.hop444.alert.Browser.Look;
import io.hop444.alert.Browser.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What people do with an incident on its screen. */
@Order(SharedAlert.WITH_TOKENS + 1)
class PageDeedsIT {

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.withTokens();

  private static AlertProcess alert;
  private static Browser browser;

  @BeforeAll
  static void start() {
    alert = SHARED.alert();
    browser = SHARED.browser();
  }

  private static void open(String id) {
    SHARED
        .wire()
        .send(
            Change.opened(id)
                .at("DEEDS", "mbx-" + id)
                .startedAt(Instant.now().minus(Duration.ofMinutes(5))));
    SHARED.awaitState(id, "OPEN");
  }

  private static Window asResponder(String name) {
    return browser.window(alert, Look.WIDE, SHARED.token(name, "responder"));
  }

  private static Locator section(Page page, String id) {
    return page.locator("[aria-labelledby=" + id + "-title]");
  }

  /** Opens a dialog by its key, fills the field that has the focus, and sends. */
  private static void act(Page page, String key, String text, String done) {
    page.keyboard().press(key);
    assertThat(page.locator("#act")).isVisible();
    page.keyboard().type(text);
    page.keyboard().press("Enter");
    assertThat(page.locator(".toast").last()).containsText(done);
    assertThat(page.locator("#act")).isHidden();
  }

  @Test
  void shouldTakeCommentResolveAndReopenByKeyboardAlone() {
    open("keys");
    try (Window window = asResponder("page-keys")) {
      Page page = window.open("/?q=mbx-keys").page();
      assertThat(page.locator("#incident-list tbody tr")).hasCount(1);
      page.keyboard().press("j");
      page.keyboard().press("Enter");
      assertThat(page.locator("#do-acknowledge")).isVisible();

      act(page, "a", "mine", "Acknowledged");
      assertThat(page.locator(".notice.taken")).containsText("page-keys");
      act(page, "w", "eve", "Assigned");
      assertThat(page.locator(".notice.taken")).containsText("Assigned to eve");
      act(page, "c", "the robot renewed it", "timeline");
      assertThat(section(page, "timeline")).containsText("the robot renewed it");
      act(page, "r", "the server is gone for good", "Resolved");
      assertThat(page.locator("#sentence"))
          .containsText(Pattern.compile("page-keys resolved it by hand at .*; nothing proves"));
      assertThat(page.locator("#sentence")).containsText("Cause: no certificate bound.");
      assertThat(page.locator("#sentence")).not().containsText("It is over");
      assertThat(page.locator(".incident-head")).containsText("Resolved");
      assertThat(page.locator(".incident-page > .notice"))
          .containsText("the server is gone for good");
      act(page, "o", "it is not", "Open again");

      assertThat(page.locator(".incident-head")).containsText("Open");
      page.keyboard().press("r");
      assertThat(page.locator("#act")).isVisible();
      page.keyboard().press("Escape");
      assertThat(page.locator("#act")).isHidden();
      assertThat(page.locator(".incident-head .badge")).containsText("Open");
    }
  }

  @Test
  void shouldRateAndSilence() {
    open("quiet");
    try (Window window = asResponder("page-quiet")) {
      Page page = window.open("/?incident=quiet").page();
      page.locator("#do-rate").click();
      page.locator("#act-severity").selectOption("WARNING");
      page.locator("#act-go").click();
      assertThat(page.locator(".incident-head .severity")).containsText("Warning");

      page.locator("#do-silence").click();
      window.check("silence");
      page.locator("#act-hours").selectOption("1");
      page.locator("#act-reason").fill("we know");
      page.locator("#act-go").click();

      assertThat(page.locator(".toast").last()).containsText("Silenced");
      assertThat(page.locator("#silenced")).containsText("we know");
      SHARED
          .admin()
          .get("/api/v1/silences")
          .then()
          .body("items.match.server.flatten()", hasItem("mbx-quiet"));
    }
  }

  @Test
  void shouldKeepTheWordsWhenTheServiceRefusesThem() {
    open("refused");
    try (Window window = browser.window(alert, Look.WIDE, SHARED.token("page-reader", "viewer"))) {
      Page page = window.open("/?incident=refused").page();
      assertThat(page.locator("#do-comment")).isVisible();
      page.keyboard().press("c");
      assertThat(page.locator("#act-comment")).isFocused();
      page.keyboard().type("a long thought");
      page.keyboard().press("Enter");

      assertThat(page.locator("#act-error")).containsText("role RESPONDER");
      assertThat(page.locator("#act-comment")).hasValue("a long thought");
    }
  }
}
