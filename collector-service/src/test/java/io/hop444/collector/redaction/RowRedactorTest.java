/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowRedactorTest {

  private final HmacRedaction redaction = new HmacRedaction(new byte[32]);
  private final RowRedactor redactor = new RowRedactor(redaction);

  private String redact(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    redactor.redact(utf8, 0, utf8.length);
    return new String(
        redactor.bytes(), redactor.from(), redactor.to() - redactor.from(), StandardCharsets.UTF_8);
  }

  private void names(String... names) {
    for (String name : names) {
      byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
      redactor.addName(utf8, 0, utf8.length);
    }
  }

  private String pseudonym(String name) {
    return redaction.user(name);
  }

  @Test
  void shouldReplaceWholeWordsInAnyCase() {
    names("CONTOSO\\Anna");

    assertThat(redact("anna,ANNA joanna annab;Anna"))
        .isEqualTo("%1$s,%1$s joanna annab;%1$s".formatted(pseudonym("anna")));
  }

  @Test
  void shouldTakeTheLongerOfTwoNamesThatStartAlike() {
    names("anna", "anna.berg@contoso.test");

    assertThat(redact("anna.berg anna"))
        .isEqualTo(pseudonym("anna.berg") + " " + pseudonym("anna"));
  }

  @Test
  void shouldFindANameBehindAnEncodedSign() {
    names("anna");

    assertThat(redact("User=CONTOSO%5Canna&x=%40anna"))
        .isEqualTo("User=CONTOSO%%5C%1$s&x=%%40%1$s".formatted(pseudonym("anna")));
  }

  @Test
  void shouldReplaceNamesOfAnyAlphabetInAnyCase() {
    names("CONTOSO\\Жанна", "Øystein");

    assertThat(redact("жанна ЖАННА наЖанна øystein ØYSTEIN"))
        .isEqualTo(
            "%1$s %1$s наЖанна %2$s %2$s".formatted(pseudonym("жанна"), pseudonym("øystein")));
  }

  @Test
  void shouldReplaceANameOfOneLetterWhereItStandsAlone() {
    names("x", "anna");

    assertThat(redact("x;xx;X anna x-ray and so on, x"))
        .isEqualTo(
            "%1$s;xx;%1$s %2$s %1$s-ray and so on, %1$s"
                .formatted(pseudonym("x"), pseudonym("anna")));
  }

  @Test
  void shouldForgetTheRowBefore() {
    names("anna");
    assertThat(redact("anna")).isEqualTo(pseudonym("anna"));

    redactor.clear();

    assertThat(redact("anna bert")).isEqualTo("anna bert");
  }

  @Test
  void shouldFindPeopleInPathsWithAndWithoutEncodedSign() {
    byte[] path =
        "/owa/anna@contoso.test/?b=bert%40contoso.test;ed@x.y,@,a%40 %4"
            .getBytes(StandardCharsets.UTF_8);

    Principals.addTo(redactor, path, 0, path.length);

    assertThat(redact("anna bert ed ed@x.y contoso"))
        .isEqualTo(
            "%s %s ed %s contoso"
                .formatted(pseudonym("anna"), pseudonym("bert"), pseudonym("ed@x.y")));
  }

  @Test
  void shouldKeepEveryAddressButTheServersOwn() {
    for (String address : List.of("192.0.2.9", "127.0.0.1", "::1")) {
      byte[] bytes = address.getBytes(StandardCharsets.UTF_8);
      redactor.addAddress(bytes, 0, bytes.length);
    }

    assertThat(redact("192.0.2.9 192.0.2.99 127.0.0.1 ::1"))
        .isEqualTo(redaction.address("192.0.2.9") + " 192.0.2.99 127.0.0.1 ::1");
  }

  /** A model test against the plainest search there is. */
  @Test
  void shouldReplaceWhatAPlainSearchReplaces() {
    Random random = new Random(445);
    String alphabet = "aAnNb@%.5C-_ ;1";
    String[] words = {"ann", "ann.b", "nab1", "1na", "%an", "-_an", "bb;", "c1c"};
    names(words);
    for (int round = 0; round < 30_000; round++) {
      StringBuilder line = new StringBuilder();
      for (int i = random.nextInt(40); i > 0; i--) {
        line.append(
            random.nextInt(6) == 0
                ? words[random.nextInt(words.length)]
                : String.valueOf(alphabet.charAt(random.nextInt(alphabet.length()))));
      }

      assertThat(redact(line.toString())).isEqualTo(slowly(line.toString(), words));
    }
  }

  private String slowly(String text, String[] words) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      String found = "";
      for (String word : words) {
        int end = at + word.length();
        if (text.regionMatches(true, at, word, 0, word.length())
            && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)))
            && word.length() > found.length()) {
          found = word;
        }
      }
      boolean border =
          at == 0
              || !Character.isLetterOrDigit(text.charAt(at - 1))
              || (at >= 3 && text.charAt(at - 3) == '%');
      if (border && !found.isEmpty()) {
        out.append(pseudonym(found));
        at += found.length();
      } else {
        out.append(text.charAt(at++));
      }
    }
    return out.toString();
  }

  /** Whatever stands around it, a name that stands alone never leaves. */
  @Test
  void shouldNeverLetANameThroughThatStandsAlone() {
    Random random = new Random(444);
    String alphabet = "aAnNbBéÉ@%.5C-_ ;=\\,жЖ1";
    names("anna", "bée", "a-n", "жж1");
    for (int round = 0; round < 20_000; round++) {
      StringBuilder line = new StringBuilder();
      for (int i = random.nextInt(30); i > 0; i--) {
        line.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String name = List.of("Anna", "BÉE", "a-N", "ЖЖ1").get(random.nextInt(4));
      String text = line + " " + name + ";" + line;

      String redacted = redact(text);

      assertThat(redacted).doesNotContain(" " + name + ";").contains(" " + pseudonym(name) + ";");
    }
  }
}
