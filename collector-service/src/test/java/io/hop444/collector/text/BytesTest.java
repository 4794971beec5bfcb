/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BytesTest {

  /** A model test: pieces of random bytes against the plain loop. */
  @Test
  void shouldFindWhatAPlainLoopFinds() {
    Random random = new Random(444);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextInt(40)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (random.nextInt(5) - 2);
      }
      int from = random.nextInt(bytes.length + 1);
      int to = from + random.nextInt(bytes.length - from + 1);
      byte wanted = (byte) (random.nextInt(5) - 2);

      int found = Bytes.indexOf(bytes, from, to, wanted);
      boolean plain = Bytes.isPlain(bytes, from, to);

      assertThat(found).isEqualTo(slowIndexOf(bytes, from, to, wanted));
      assertThat(plain).isEqualTo(slowIsPlain(bytes, from, to));
    }
  }

  @Test
  void shouldMarkTheBytesThatAreMeantAndNoOthers() {
    Random random = new Random(444);
    for (int round = 0; round < 50_000; round++) {
      byte[] eight = new byte[8];
      random.nextBytes(eight);
      byte wanted = eight[random.nextInt(8)];
      eight[random.nextInt(8)] = wanted;
      eight[random.nextInt(8)] = (byte) (wanted ^ 1);

      long equal = Bytes.equalIn(Bytes.eightAt(eight, 0), Bytes.eightTimes(wanted));
      long ascii = Bytes.eightAt(eight, 0) & 0x7F7F7F7F7F7F7F7FL;
      long letters = Bytes.lettersAndDigitsIn(ascii);

      long here = Bytes.eightAt(eight, 0) ^ Bytes.eightTimes(wanted);
      // Never too few, the first one always right.
      assertThat(Bytes.maybeZeroIn(-1L, here, -1L) & equal).isEqualTo(equal);
      assertThat(Bytes.indexIn(Bytes.maybeZeroIn(here, -1L, -1L))).isEqualTo(Bytes.indexIn(equal));
      assertThat(Bytes.maybeZeroIn(-1L, -1L, here)).isEqualTo(Bytes.maybeZeroIn(here));
      for (int i = 0; i < 8; i++) {
        long mark = 0x80L << (8 * i);
        char c = (char) (eight[i] & 0x7F);
        assertThat(equal & mark).isEqualTo(eight[i] == wanted ? mark : 0);
        assertThat(letters & mark).isEqualTo(Character.isLetterOrDigit(c) ? mark : 0);
      }
      assertThat((equal | letters) & ~0x8080808080808080L).isZero();
    }
  }

  private static int slowIndexOf(byte[] bytes, int from, int to, byte wanted) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private static boolean slowIsPlain(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] <= 0) {
        return false;
      }
    }
    return true;
  }

  @Test
  void shouldGiveTheSameTextForTheSameBytesAndNeverAnothersText() {
    byte[] line = "GET /owa/ CONTOSO\\anna".getBytes(StandardCharsets.UTF_8);

    String first = RecurringText.of(line, 4, 9);
    String again = RecurringText.of("x/owa/".getBytes(StandardCharsets.UTF_8), 1, 6);

    assertThat(again).isSameAs(first).isEqualTo("/owa/");
    for (int i = 0; i < 50_000; i++) {
      byte[] text = ("user" + i).getBytes(StandardCharsets.UTF_8);
      assertThat(RecurringText.of(text, 0, text.length)).isEqualTo("user" + i);
    }
  }
}
