/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders of the list of incidents. */
@Order(SharedAlert.WITH_TOKENS)
class IncidentOrderIT {

  @RegisterExtension static final SharedAlert SHARED = SharedAlert.withTokens();

  @BeforeAll
  static void send() {
    long[] failed = {5, 80, 80, 1, 300};
    long[] people = {7, 2, 9, 9, 4};
    for (int i = 0; i < failed.length; i++) {
      SHARED
          .wire()
          .send(
              Change.opened("order-" + i)
                  .at("ORDER", "mbx-order")
                  .failedRequests(failed[i])
                  .usersAffected(people[i])
                  .startedAt(Change.STARTED.plusSeconds(60L * i)));
    }
    SHARED.awaitState("order-4", "OPEN");
  }

  @ParameterizedTest
  @CsvSource({
    "newest,43210",
    "oldest,01234",
    "requests,42103",
    "people,32041",
  })
  void shouldOrderAcrossPages(String sort, String wanted) {
    List<String> ids = new ArrayList<>();
    String cursor = "";
    do {
      JsonPath page =
          SHARED
              .admin()
              .get("/api/v1/incidents?site=ORDER&limit=2&sort=" + sort + "&cursor=" + cursor)
              .jsonPath();
      ids.addAll(page.getList("items.id"));
      cursor = page.getString("next");
    } while (cursor != null);

    assertThat(ids)
        .containsExactlyElementsOf(wanted.chars().mapToObj(n -> "order-" + (char) n).toList());
    assertThat(
            SHARED
                .admin()
                .get("/api/v1/export/incidents?site=ORDER&q=mbx-ORDER&sort=" + sort)
                .jsonPath()
                .getList("id"))
        .isEqualTo(ids);
  }

  @Test
  void shouldRefuseAnOrderItDoesNotKnow() {
    for (String sort : List.of("worst", "people,requests")) {
      SHARED
          .admin()
          .get("/api/v1/incidents?sort=" + sort)
          .then()
          .statusCode(400)
          .body("detail", containsString("newest, oldest, people, requests"));
    }
  }
}
