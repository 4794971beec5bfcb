/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.collector.domain.RequesterRules;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowRedactorTest {

  private final HmacRedaction redaction =
      new HmacRedaction(new byte[32], new RequesterRules(List.of("svc-backup")));
  private final RowRedactor redactor = new RowRedactor(redaction);

  private String redact(String text) {
    return redactor.redact(text);
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

  private void principals(String text) {
    redactor.clear();
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    Principals.addTo(redactor, utf8, 0, utf8.length);
  }

  @Test
  void shouldFindPeopleOfADomainWhereverTheyStand() {
    for (String text :
        List.of(
            "CONTOSO\\anna",
            "x=CONTOSO%5canna&y",
            "(contoso.test\\Anna)",
            "user 'CONTOSO\\anna'.",
            "a b;CONTOSO_2\\anna. c")) {
      principals(text);

      assertThat(redact("anna")).as(text).isEqualTo(pseudonym("anna"));
    }
  }

  @Test
  void shouldTakeNoPathForAPersonAndKeepProbesServicesAndWindowsOwnAccounts() {
    for (String text :
        List.of(
            "C:\\anna",
            "D:\\Program Files\\Exchange\\V15",
            "\\\\share\\anna",
            "NT+AUTHORITY\\SYSTEM",
            "IIS APPPOOL\\MSExchangeOWAAppPool",
            "CONTOSO\\svc-backup svc-backup@contoso.test",
            "CONTOSO\\HealthMailbox1 healthmailbox1@contoso.test",
            "CONTOSO\\MBX07$",
            "\\",
            "a\\",
            "\\a")) {
      principals(text);
      names("CONTOSO\\svc-backup", "IIS+APPPOOL\\MSExchangeOWAAppPool");

      assertThat(redact(text + " anna")).isEqualTo(text + " anna");
    }
  }

  @Test
  void shouldGiveAnEncodedNameThePseudonymOfItsPerson() {
    names("CONTOSO%5Canna%40contoso.test", "ren%C3%A9@contoso.test", "CONTOSO\\eva+maria");

    assertThat(redact("anna;Ren%c3%a9;eva+maria"))
        .isEqualTo(pseudonym("anna") + ";" + pseudonym("rené") + ";" + pseudonym("eva maria"));
  }

  @Test
  void shouldFindAddressesInWhateverFormProxiesLogThem() {
    for (String[] each :
        new String[][] {
          {"192.0.2.9", "192.0.2.9"},
          {"10.1.0.7,+192.0.2.9:51234", "192.0.2.9"},
          {"for=192.0.2.9;proto=https;by=203.0.113.1", "192.0.2.9"},
          {"for=\"[2001:DB8:cafe::17]:4711\"", "2001:db8:cafe::17"},
          {"fe80::9c1d:2%3", "fe80::9c1d:2%3"},
          {"::ffff:192.0.2.9", "::ffff:192.0.2.9"},
          {"1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"},
          {"64:ff9b::192.0.2.9.", "64:ff9b::192.0.2.9"}
        }) {
      redactor.clear();
      byte[] utf8 = each[0].getBytes(StandardCharsets.UTF_8);
      Addresses.addTo(redactor, utf8, 0, utf8.length);

      assertThat(redact(" " + each[1] + " ")).as(each[0]).matches(" a-[0-9a-f]{16} ");
      assertThat(redact(each[0])).as(each[0]).contains(redaction.address(each[1]));
    }
  }

  @Test
  void shouldTakeNothingElseForAnAddress() {
    for (String text :
        List.of(
            "15.1.2507",
            "1.2.3.4.5",
            "256.1.1.1",
            "v192.0.2.9",
            "10:05:02",
            "00:15:5d:01:02:03",
            "::",
            ":",
            "a:b",
            "1:2:3:4:5:6:7:8:9",
            "1::12345",
            "1.2.3.4x",
            "12.5",
            "cafe")) {
      redactor.clear();
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      Addresses.addTo(redactor, utf8, 0, utf8.length);

      assertThat(redact(text)).isEqualTo(text);
    }
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
