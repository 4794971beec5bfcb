/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.collector.estate.LogFormat;
import io.hop444.collector.estate.Reading;
import io.hop444.wire.BindingSnapshot;
import io.hop444.wire.DeadLetterReason;
import io.hop444.wire.SnapshotOrigin;
import io.hop444.wire.SslBinding;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class NetshParserTest {

  private static final String HASH = "a80c9de605a1525cd252c250495b459f06ed2ec1";
  private static final String APP = "{4dc3e181-e14b-4a21-b022-59fc669b0914}";

  private static final String ENGLISH =
      """

      SSL Certificate bindings:
      -------------------------

          IP:port                      : 0.0.0.0:444
          Certificate Hash             : %s
          Application ID               : %s
          Certificate Store Name       : (null)
          Verify Client Certificate Revocation : Enabled
          Ctl Identifier               : (null)

          Hostname:port                : mail.contoso.test:443
          Certificate Hash             :\s
          Application ID               : %s
          Certificate Store Name       : My
          Revocation Freshness Time    : 0

      """
          .formatted(HASH, APP, APP);

  @Test
  void shouldReadEnglishOutput() {
    BindingSnapshot snapshot =
        Reading.of(LogFormat.NETSH, "inventory", ENGLISH.replace("\n", "\r\n"))
            .only(BindingSnapshot.class);

    assertThat(snapshot.getOrigin()).isEqualTo(SnapshotOrigin.NETSH);
    assertThat(snapshot.getTakenAt()).isEqualTo(Reading.MODIFIED_AT);
    assertThat(snapshot.getBindings())
        .containsExactly(
            new SslBinding("0.0.0.0:444", HASH.toUpperCase(Locale.ROOT), APP, "MY"),
            new SslBinding("mail.contoso.test:443", null, APP, "My"));
    assertThat(snapshot.getCertificates()).isEmpty();
  }

  @Test
  void shouldReadOtherLanguagesByTheOrderOfTheirLines() {
    String german =
        ENGLISH
            .replace("IP:port     ", "IP-Adresse:Port")
            .replace("Certificate Hash", "Zertifikathash ")
            .replace("Certificate Store Name", "Zertifikatspeichername für");

    BindingSnapshot snapshot =
        Reading.of(LogFormat.NETSH, "inventory", german.getBytes(Charset.forName("windows-1252")))
            .only(BindingSnapshot.class);

    assertThat(snapshot.getBindings().get(0))
        .isEqualTo(new SslBinding("0.0.0.0:444", HASH.toUpperCase(Locale.ROOT), APP, "MY"));
  }

  /** In the code page of a console; labels of other languages have other lengths and signs. */
  @Test
  void shouldReadFrenchAndJapaneseByTheOrderOfTheirLines() {
    String french =
        ENGLISH
            .replace("SSL Certificate bindings:", "Liaisons de certificat SSL :")
            .replace("IP:port   ", "Adresse IP:port")
            .replace("Hostname:port   ", "Nom d'hôte:port")
            .replace("Certificate Hash             :", "Hachage du certificat :")
            .replace("Application ID    ", "ID de l'application")
            .replace("Certificate Store Name", "Nom du magasin de certificats")
            .replace("Enabled", "Activé");
    String japanese =
        ENGLISH
            .replace("SSL Certificate bindings:", "SSL 証明書のバインド:")
            .replace("IP:port  ", "IP:ポート")
            .replace("Hostname:port", "ホスト名:ポート")
            .replace("Certificate Hash", "証明書ハッシュ")
            .replace("Application ID", "アプリケーション ID")
            .replace("Certificate Store Name", "証明書ストア名")
            .replace("(null)", "(ヌル)")
            .replace("Enabled", "有効");

    for (byte[] text :
        new byte[][] {
          french.getBytes(Charset.forName("IBM850")),
          japanese.getBytes(Charset.forName("windows-31j")),
          ("\uFEFF" + japanese.replace("\n", "\r\n")).getBytes(StandardCharsets.UTF_16LE)
        }) {
      assertThat(
              Reading.of(LogFormat.NETSH, "inventory", text)
                  .only(BindingSnapshot.class)
                  .getBindings())
          .containsExactly(
              new SslBinding("0.0.0.0:444", HASH.toUpperCase(Locale.ROOT), APP, "MY"),
              new SslBinding("mail.contoso.test:443", null, APP, "My"));
    }
  }

  @Test
  void shouldTakeAnEmptyListAsNothingBoundAndRefuseOtherTexts() {
    Reading empty =
        Reading.of(LogFormat.NETSH, "inventory", "SSL Certificate bindings:\n-------------\n\n");
    Reading other = Reading.of(LogFormat.NETSH, "inventory", "collected by the night job\n");

    assertThat(empty.only(BindingSnapshot.class).getBindings()).isEmpty();
    assertThat(other.deadLetters().get(0).getReason()).isEqualTo(DeadLetterReason.BAD_SYNTAX);
  }
}
