/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import io.hop444.alert.Browser.Look;
import io.hop444.alert.Browser.Window;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page of a service that tells nobody. */
@Order(SharedAlert.ANONYMOUS)
class PageWithoutTargetsIT {

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.anonymous();

  @Test
  void shouldSayThatThereAreNoTargetsAndWhereToNameThem() {
    String admin = SharedAlert.GIVEN_TOKEN;
    try (Window window = SHARED.browser().window(SHARED.alert(), Look.WIDE, admin)) {
      Page page = window.open("/?view=notifications&part=routes").page();

      assertThat(page.locator("[aria-labelledby=route-targets-title]"))
          .containsText("nobody is told of anything. Set alert.webhook.url");
      window.check("routes-without-targets");
      window.open("/?view=notifications&part=targets");
      assertThat(page.locator(".empty")).containsText("No target is configured");
    }
  }
}
