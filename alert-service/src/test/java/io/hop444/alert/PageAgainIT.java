/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.hop444.alert.Browser.Look;
import io.hop444.alert.Browser.Window;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When the page asks again for what the feed does not tell, and when it leaves off. */
@Order(SharedAlert.WITH_TOKENS + 1)
class PageAgainIT {

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.withTokens();

  /**
   * Asks for a moment again and again, in pauses that are shorter than that moment, and answers
   * when something was asked, in milliseconds since the first wish.
   */
  private static final String WISH_WITHOUT_END =
      """
      async () => {
        const { AskAgain } = await import("/page/ask-again.js");
        const began = performance.now();
        const asked = [];
        return new Promise((resolve) => {
          const again = new AskAgain({
            ask: async () => {
              asked.push(performance.now() - began);
            },
            isWanted: () => true,
            everyMillis: Infinity,
          });
          const wishes = setInterval(() => {
            again.soon(300);
            if (asked.length === 2 || performance.now() - began > 10_000) {
              clearInterval(wishes);
              resolve(asked);
            }
          }, 20);
        });
      }
      """;

  /** Lets half a minute pass on a page whose clock is installed, and sees that it does not ask. */
  static void assertAsksNoMore(Page page, String path) {
    List<String> asked = new CopyOnWriteArrayList<>();
    page.onRequest(request -> asked.add(request.url()));
    page.clock().fastForward(30_000);
    page.waitForCondition(() -> asked.stream().anyMatch(url -> url.endsWith("/api/v1/status")));
    assertThat(asked).noneMatch(url -> url.contains(path));
  }

  @Test
  void shouldAskNothingMoreForAScreenThatWasLeft() {
    try (Window window =
        SHARED.browser().window(SHARED.alert(), Look.WIDE, SHARED.alert().token())) {
      Page page = window.page();
      page.clock().install();
      window.open("/?view=server&site=AGAIN&server=mbx-again");
      assertThat(page.locator("main")).containsText("No collector has told");
      assertThat(page.locator(".fresh")).containsText("Live");

      page.keyboard().press("2");
      assertThat(page.locator(".list-area")).hasAttribute("aria-busy", "false");

      assertAsksNoMore(page, "/api/v1/servers");
    }
  }

  @Test
  void shouldNotPutAReadingOffForeverWhileEventsStreamIn() {
    try (Window window =
        SHARED.browser().window(SHARED.alert(), Look.WIDE, SHARED.alert().token())) {
      Page page = window.open("/").page();
      assertThat(page.locator(".fresh")).containsText("Live");

      List<?> asked = (List<?>) page.evaluate(WISH_WITHOUT_END);

      assertThat(asked).hasSize(2);
      assertThat(((Number) asked.get(1)).doubleValue() - ((Number) asked.get(0)).doubleValue())
          .as("pause between two readings, in milliseconds")
          .isGreaterThan(1_900);
    }
  }
}
