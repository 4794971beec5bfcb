/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import io.restassured.response.ValidatableResponse;
import java.util.List;

/** What tests of the service with a file of routes do. */
record Routed(SharedAlert shared) {

  ValidatableResponse post(String path, String body) {
    return shared.admin().contentType("application/json").body(body).post("/api/v1/" + path).then();
  }

  static Change opened(String id, String site) {
    return Change.opened(id).at(site, "mbx-" + id);
  }

  static Change resolved(String id, long version, String site) {
    return Change.resolved(id, version).at(site, "mbx-" + id);
  }

  /** What a product got that has {@code text} in it. */
  List<Products.Got> got(String product, String text) {
    return shared.products().of(product, text);
  }

  void awaitGot(String product, String text, int times) {
    Patience.await().until(() -> got(product, text).size() == times);
  }

  /** Of what ServiceNow got. */
  List<String> severities(String id) {
    return got("desk", id).stream()
        .map(got -> got.json().getString("records[0].severity"))
        .toList();
  }
}
