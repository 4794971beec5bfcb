/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ByteCacheTest {

  private final ByteCache<String> cache = new ByteCache<>(1 << 15);

  private int missed;

  private String valueOf(String text) {
    byte[] line = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
    String known = cache.get(line, 1, line.length - 1);
    if (known == null) {
      missed++;
      known = text;
      cache.put(line, 1, line.length - 1, text);
    }
    return known;
  }

  @Test
  void shouldMissFewOfThePeopleOfALargeSite() {
    for (int round = 0; round < 10; round++) {
      for (int i = 0; i < 2_000; i++) {
        String user = "CONTOSO\\kari.pinto" + i;

        assertThat(valueOf(user)).isEqualTo(user);
      }
    }

    assertThat(missed).isBetween(2_000, 2_100);
  }

  @Test
  void shouldForgetWhatCameFirstWhenThereIsTooMuchAndNeverGiveAnothersValue() {
    for (int i = 0; i < 200_000; i++) {
      assertThat(valueOf("user" + i)).isEqualTo("user" + i);
    }
    missed = 0;
    valueOf("user199999");
    valueOf("user0");

    assertThat(missed).isEqualTo(1);
  }

  @Test
  void shouldNotKeepPiecesThatAreLong() {
    valueOf("x".repeat(300));
    valueOf("x".repeat(300));

    assertThat(missed).isEqualTo(2);
  }
}
