/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleasedSchemasTest {

  private static final String FILE = "released/v1/Gap.avsc";

  @Test
  void shouldParseWhatWasReleased() {
    Schema released = ReleasedSchemas.of("Gap").get(0);

    Schema parsed = ReleasedSchemas.parse(FILE, "Gap", bytes(released.toString()));

    assertThat(parsed).isEqualTo(released);
  }

  @Test
  void shouldHaveNoSchemaOfATypeThatWasNeverReleased() {
    assertThat(ReleasedSchemas.of("NeverReleased")).isEmpty();
  }

  @Test
  void shouldNameTheFileAndTheWayOutWhereverItIsTruncated() {
    byte[] whole = bytes(ReleasedSchemas.of("Gap").get(0).toString());

    for (int length = 0; length < whole.length; length += 7) {
      assertDamaged(Arrays.copyOf(whole, length));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000\u0000\u0000\u0000",
        "<html>not found</html>",
        "[]",
        "\"string\"",
        "{\"type\":\"record\",\"name\":\"Gap\"}",
        "{\"type\":\"record\",\"name\":\"Gap\",\"fields\":[{\"name\":\"a\",\"type\":\"nowhere\"}]}",
        "{\"type\":\"record\",\"name\":\"Finding\",\"fields\":[]}"
      })
  void shouldNameTheFileAndTheWayOutWhenItIsDamaged(String content) {
    assertDamaged(bytes(content));
  }

  private static void assertDamaged(byte[] content) {
    assertThatThrownBy(() -> ReleasedSchemas.parse(FILE, "Gap", content))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll(
            "The schema io/hop444/schemas/released/v1/Gap.avsc", "is damaged", "Install hop444");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
