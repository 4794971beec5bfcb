/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.problem;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryRuleTest {

  private static final List<String> TAKEN = List.of("site", "backEnd", "state", "q", "limit");

  private static MultiMap query(String... namesAndValues) {
    MultiMap query = MultiMap.caseInsensitiveMultiMap();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      query.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return query;
  }

  @Test
  void shouldTakeWhatTheCallKnowsInAnyCase() {
    assertThatCode(() -> QueryRule.check(query("site", "DUB", "BACKEND", "mbx07", "q", ""), TAKEN))
        .doesNotThrowAnyException();
    assertThatCode(() -> QueryRule.check(query(), List.of())).doesNotThrowAnyException();
  }

  @Test
  void shouldNameTheParameterThatWasMeant() {
    Map.of("staet", "state", "sites", "site", "bakend", "backEnd", "Limt", "limit")
        .forEach(
            (written, meant) ->
                assertThatThrownBy(() -> QueryRule.check(query(written, "x"), TAKEN))
                    .hasMessage(
                        "the parameter %s is unknown; did you mean %s? known are site, backEnd,"
                                .formatted(written, meant)
                            + " state, q, limit"));
  }

  @Test
  void shouldGuessNothingWhereNoNameIsNear() {
    assertThatThrownBy(() -> QueryRule.check(query("server", "mbx07"), TAKEN))
        .hasMessage("the parameter server is unknown; known are site, backEnd, state, q, limit");
    assertThatThrownBy(() -> QueryRule.check(query("x", "1"), TAKEN))
        .hasMessageContaining("x is unknown; known are");
    assertThatThrownBy(() -> QueryRule.check(query("x", "1"), List.of()))
        .hasMessage("the parameter x is unknown; this call takes none");
  }

  @Test
  void shouldTellNoMoreOfALongNameThanItsBeginning() {
    assertThatThrownBy(() -> QueryRule.check(query("x".repeat(5_000), "1"), List.of()))
        .hasMessage("the parameter " + "x".repeat(40) + " is unknown; this call takes none");
  }

  @Test
  void shouldRefuseAParameterThatIsThereTwice() {
    assertThatThrownBy(() -> QueryRule.check(query("state", "OPEN", "State", "RESOLVED"), TAKEN))
        .hasMessageContaining("state is there more than once");
  }
}
