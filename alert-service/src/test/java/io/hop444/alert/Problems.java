/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.response.Response;

/** Answers that are no success. */
final class Problems {

  private Problems() {}

  /** Of this status, with a detail that has {@code word} in it. */
  static void assertProblem(Response answer, int status, String word) {
    answer
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("status", equalTo(status))
        .body("title", notNullValue())
        .body("detail", containsString(word));
  }
}
