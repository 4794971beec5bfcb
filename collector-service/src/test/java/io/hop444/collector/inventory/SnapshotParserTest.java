/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.collector.estate.LogFormat;
import io.hop444.collector.estate.Reading;
import io.hop444.wire.BindingSnapshot;
import io.hop444.wire.DeadLetter;
import io.hop444.wire.DeadLetterReason;
import io.hop444.wire.SnapshotOrigin;
import io.hop444.wire.SslBinding;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SnapshotParserTest {

  private static final String GOOD =
      """
      {"takenAt":"2026-11-20T09:55:00Z","computer":"mbx07.contoso.test",
       "allowInternalUntrustedCerts":true,"somethingNew":[1],
       "bindings":[{"endpoint":"0.0.0.0:444","thumbprint":"a8 0c","appId":"{x}","store":"MY"},
                   {"endpoint":"[::]:443","thumbprint":null}],
       "iisSites":[{"id":2,"name":"Exchange Back End","bindings":["http *:81:","https *:444:"]}],
       "certificates":[{"thumbprint":"A80C","subject":"CN=MBX07",
         "subjectAlternativeNames":["MBX07"],"issuer":"CN=MBX07",
         "notBefore":"2023-01-01T00:00:00Z","notAfter":"2028-01-01T00:00:00Z",
         "hasPrivateKey":true,"trusted":false,"friendlyName":"Microsoft Exchange"}]}
      """;

  private static Reading read(String content) {
    return Reading.of(LogFormat.INVENTORY_JSON, "inventory", content);
  }

  @Test
  void shouldReadSnapshotAndLetUnknownFieldsThrough() {
    BindingSnapshot snapshot = read(GOOD).only(BindingSnapshot.class);

    assertThat(snapshot.getTakenAt()).isEqualTo(Instant.parse("2026-11-20T09:55:00Z"));
    assertThat(snapshot.getComputer()).isEqualTo("mbx07.contoso.test");
    assertThat(snapshot.getOrigin()).isEqualTo(SnapshotOrigin.INVENTORY);
    assertThat(snapshot.getAllowInternalUntrustedCerts()).isTrue();
    assertThat(snapshot.getBindings())
        .containsExactly(
            new SslBinding("0.0.0.0:444", "A80C", "{x}", "MY"),
            new SslBinding("[::]:443", null, null, null));
    assertThat(snapshot.getIisSites().get(0).getBindings()).contains("https *:444:");
    assertThat(snapshot.getCertificates().get(0).getTrusted()).isFalse();
    assertThat(snapshot.getCertificates().get(0).getNotAfter())
        .isEqualTo(Instant.parse("2028-01-01T00:00:00Z"));
    assertThat(snapshot.getPosition().getOffset()).isZero();
  }

  @Test
  void shouldRefuseSnapshotAndNameTheField() {
    refused(GOOD.replace("\"notAfter\":\"2028", "\"notAfter\":\"soon"), "certificates[0].notAfter");
    refused(GOOD.replace("\"endpoint\":\"[::]:443\",", ""), "bindings[1].endpoint is missing");
    refused(GOOD.replace("\"id\":2", "\"id\":\"two\""), "iisSites[0].id is not a whole number");
    refused(GOOD.replace("\"bindings\":[{", "\"binding\":[{"), "bindings is missing");
    refused(GOOD.replace("2026-11-20T09:55:00Z", "2026-11-20 09:55"), "takenAt");
    refused(GOOD.replace("[\"MBX07\"]", "[7]"), "certificates[0].subjectAlternativeNames[0]");
    refused("[]", "the document is not a JSON object");
    refused(GOOD.replace("\"a8 0c\"", "\"none\""), "bindings[0].thumbprint is not a thumbprint");
    refused(GOOD.replace("\"A80C\"", "\"?\""), "certificates[0].thumbprint is not a thumbprint");
    refused(GOOD.replace("\"A80C\"", "\"\""), "certificates[0].thumbprint is not a thumbprint");
    refused(GOOD.replace("\"0.0.0.0:444\"", "\"all\""), "bindings[0].endpoint is not an endpoint");
    refused(GOOD.replace("\"trusted\":false", "\"trusted\":\"no\""), "certificates[0].trusted");
  }

  private static void refused(String content, String detail) {
    DeadLetter letter = read(content).only(DeadLetter.class);

    assertThat(letter.getReason()).isEqualTo(DeadLetterReason.BAD_VALUE);
    assertThat(letter.getDetail()).contains(detail);
  }

  @Test
  void shouldRefuseWhatIsNoJson() {
    DeadLetter letter = read(GOOD.substring(0, 200)).only(DeadLetter.class);

    assertThat(letter.getReason()).isEqualTo(DeadLetterReason.BAD_SYNTAX);
    assertThat(letter.getDetail()).startsWith("not JSON in line");
  }

  /** Half of it would be taken, and nobody could say which half is right. */
  @Test
  void shouldRefuseAFieldThatIsThereTwiceAndWhatFollowsTheDocument() {
    DeadLetter twice =
        read(GOOD.replace("\"bindings\":[{", "\"bindings\":[],\"bindings\":[{"))
            .only(DeadLetter.class);
    DeadLetter followed = read(GOOD + GOOD).only(DeadLetter.class);

    assertThat(twice.getDetail()).contains("'bindings'");
    assertThat(followed.getReason()).isEqualTo(DeadLetterReason.BAD_SYNTAX);
  }

  @Test
  void shouldReadWhatPowerShellAndTheCertificateDialogWrite() {
    byte[] utf16 =
        ("\uFEFF" + GOOD.replace("a8 0c", "\u200ea8 0c").replace("CN=MBX07\"", "CN=MBX07\\u0000\""))
            .getBytes(StandardCharsets.UTF_16LE);

    BindingSnapshot snapshot =
        Reading.of(LogFormat.INVENTORY_JSON, "inventory", utf16).only(BindingSnapshot.class);

    assertThat(snapshot.getBindings().get(0).getThumbprint()).isEqualTo("A80C");
    assertThat(snapshot.getCertificates().get(0).getSubject()).isEqualTo("CN=MBX07\uFFFD");
  }
}
