/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hop444.collector.decode.ReaderSettings;
import io.hop444.collector.decode.Requesters;
import io.hop444.collector.domain.RequesterRules;
import io.hop444.collector.estate.LogFormat;
import io.hop444.collector.estate.Reading;
import io.hop444.wire.BackEndRequest;
import io.hop444.wire.ClientRequest;
import io.hop444.wire.DeadLetter;
import io.hop444.wire.HttpError;
import io.hop444.wire.ProxiedRequest;
import io.hop444.wire.Requester;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HmacRedactionTest {

  private static final String FIELDS =
      "#Fields: date time s-ip cs-uri-stem cs-uri-query s-port cs-username c-ip sc-status"
          + " X-Forwarded-For\n";

  @TempDir Path folder;

  private final RequesterRules rules = new RequesterRules(List.of("svc-archive"));
  private final HmacRedaction redaction = new HmacRedaction(new byte[32], rules);

  private Reading read(LogFormat format, String content) {
    ReaderSettings settings =
        new ReaderSettings(
            "c1", new Requesters(rules), redaction, 100_000, 9, InstantSource.fixed(Reading.NOW));
    return Reading.of(
        format, "HttpProxy/Owa", content.getBytes(StandardCharsets.UTF_8), settings, 9_999);
  }

  @Test
  void shouldGiveOnePersonOnePseudonymInAnySpelling() {
    String pseudonym = redaction.user("CONTOSO\\Anna");

    assertThat(pseudonym).matches("u-[0-9a-f]{16}");
    assertThat(redaction.user("anna@contoso.test")).isEqualTo(pseudonym);
    assertThat(redaction.user("ANNA")).isEqualTo(pseudonym);
    assertThat(redaction.user("CONTOSO\\bert")).isNotEqualTo(pseudonym);
    byte[] otherKey = new byte[32];
    otherKey[0] = 1;
    assertThat(new HmacRedaction(otherKey, RequesterRules.DEFAULT).user("anna"))
        .isNotEqualTo(pseudonym);
  }

  @Test
  void shouldReplaceNameAndAddressOfAFrontEndRowEverywhere() {
    ClientRequest request =
        read(
                LogFormat.IIS,
                FIELDS
                    + "2026-11-20 10:05:02 10.1.0.7 /owa/ User=CONTOSO%5CAnna&MailboxId=5d@contoso"
                    + ".test&e=anna@contoso.test 443 CONTOSO\\anna 192.0.2.9 200 203.0.113.5\n")
            .only(ClientRequest.class);

    assertThat(request.getUser()).isEqualTo(redaction.user("anna"));
    assertThat(request.getClient()).isEqualTo(redaction.address("192.0.2.9"));
    assertThat(request.getText())
        .doesNotContainIgnoringCase("anna")
        .doesNotContain("192.0.2.9", "203.0.113.5", "5d@")
        .contains(redaction.user("anna"), "10.1.0.7");
  }

  @Test
  void shouldKeepFrontEndsAddressOfABackEndRowAndNamesOfProbes() {
    BackEndRequest request =
        read(
                LogFormat.IIS,
                FIELDS
                    + "2026-11-20 10:05:02 10.1.0.7 /owa/ - 444 CONTOSO\\HealthMailbox1 10.1.0.3"
                    + " 200 -\n")
            .only(BackEndRequest.class);

    assertThat(request.getPeerAddress()).isEqualTo("10.1.0.3");
    assertThat(request.getUser()).isEqualTo("CONTOSO\\HealthMailbox1");
    assertThat(request.getText()).contains("10.1.0.3", "HealthMailbox1");
  }

  @Test
  void shouldReplaceThePersonOfAnHttpProxyRowEverywhere() {
    ProxiedRequest request =
        read(
                LogFormat.HTTP_PROXY,
                "DateTime,RequestId,AuthenticatedUser,AnchorMailbox,ClientIpAddress,UrlQuery,"
                    + "BackEndStatus,TargetServer,HttpStatus,GenericErrors\n"
                    + "2026-11-20T10:05:02.130Z,r1,CONTOSO\\anna,Smtp~Anna@contoso.test,192.0.2.9"
                    + " 10.9.9.9,?User=anna,SendFailure,mbx07,503,X=anna not found;\n")
            .only(ProxiedRequest.class);

    assertThat(request.getUser()).isEqualTo(redaction.user("anna"));
    assertThat(request.getClient()).doesNotContain("192.0.2.9", "10.9.9.9");
    assertThat(request.getGenericErrors()).doesNotContain("anna");
    assertThat(request.getText())
        .doesNotContainIgnoringCase("anna")
        .doesNotContain("192.0.2.9", "10.9.9.9");
  }

  @Test
  void shouldHideCookiesCredentialsAndPeopleInColumnsOfTheOperatorsOwn() {
    ClientRequest request =
        read(
                LogFormat.IIS,
                "#Fields: date time cs-uri-stem s-port cs-username c-ip cs(Cookie) cs(Referer)"
                    + " sc-status True-Client-IP cs(Authorization) X-User\n"
                    + "2026-11-20 10:05:02 /autodiscover/autodiscover.json/v1.0/anna@contoso.test"
                    + " 443 - 10.1.0.9 cadata=c2VjcmV0;+X-BackEndCookie=S-1-5-21"
                    + " https://m/?e=anna%40contoso.test 200 192.0.2.9,+203.0.113.5 Basic+YWJj"
                    + " CONTOSO\\bert\n")
            .only(ClientRequest.class);

    assertThat(request.getStem())
        .isEqualTo(
            "/autodiscover/autodiscover.json/v1.0/" + redaction.user("anna") + "@contoso.test");
    assertThat(request.getText())
        .doesNotContain("cadata", "c2VjcmV0", "S-1-5-21", "YWJj", "anna", "bert")
        .doesNotContain("192.0.2.9", "203.0.113.5", "10.1.0.9")
        .contains(" * ", redaction.user("anna"), redaction.user("bert"), " 200 ");
  }

  @Test
  void shouldReplaceThePersonInTheQueryOfAnHttpErrRowAndKeepTheFrontEnd() {
    HttpError error =
        read(
                LogFormat.HTTP_ERR,
                "#Fields: date time c-ip s-port cs-method cs-uri sc-status s-reason\n"
                    + "2026-11-20 10:05:02 10.1.0.3 444 POST"
                    + " /mapi/emsmdb/?MailboxId=5d0c@contoso.test&User=CONTOSO%5CAnna&x=bert@a.test"
                    + " 503 AppOffline\n")
            .only(HttpError.class);

    assertThat(error.getUri()).isEqualTo("/mapi/emsmdb/");
    assertThat(error.getText())
        .doesNotContainIgnoringCase("anna")
        .doesNotContain("bert", "5d0c")
        .contains("10.1.0.3", "AppOffline", redaction.user("anna"));
  }

  @Test
  void shouldReplaceAddressesWithZones() {
    ProxiedRequest request =
        read(
                LogFormat.HTTP_PROXY,
                "DateTime,RequestId,ClientIpAddress,BackEndStatus,TargetServer,HttpStatus\n"
                    + "2026-11-20T10:05:02.130Z,r1,fe80::9c1d:2%3 192.0.2.9,200,mbx07,200\n")
            .only(ProxiedRequest.class);

    assertThat(request.getClient())
        .isEqualTo(redaction.address("fe80::9c1d:2%3") + " " + redaction.address("192.0.2.9"));
    assertThat(request.getText()).doesNotContain("9c1d", "192.0.2.9");
  }

  @Test
  void shouldLeaveOutTheBytesOfWhatCannotBeRead() {
    DeadLetter letter = read(LogFormat.IIS, "CONTOSO\\anna 192.0.2.9\n").only(DeadLetter.class);

    assertThat(letter.getRaw().remaining()).isZero();
    assertThat(letter.getRawLength()).isEqualTo(22);
  }

  /** A service that reads mailboxes, a probe that is asked for somebody: they name people too. */
  @Test
  void shouldReplacePeopleInRowsOfServicesAndProbes() {
    ProxiedRequest service =
        read(
                LogFormat.HTTP_PROXY,
                "DateTime,RequestId,AuthenticatedUser,AnchorMailbox,UserAgent,BackEndStatus,"
                    + "TargetServer,HttpStatus\n2026-11-20T10:05:02.130Z,r1,CONTOSO\\svc-archive,"
                    + "Smtp~anna@contoso.test,Archiver,200,mbx07,200\n")
            .only(ProxiedRequest.class);
    ClientRequest probe =
        read(
                LogFormat.IIS,
                "#Fields: date time cs-uri-stem cs-uri-query s-port cs-username cs(User-Agent)\n"
                    + "2026-11-20 10:05:02 /ews/anna@contoso.test u=bert@contoso.test 443"
                    + " CONTOSO\\HealthMailbox1 AMProbe\n")
            .only(ClientRequest.class);

    assertThat(service.getUser()).isEqualTo("CONTOSO\\svc-archive");
    assertThat(service.getRequester()).isEqualTo(Requester.SERVICE);
    assertThat(service.getText()).contains("svc-archive").doesNotContain("anna");
    assertThat(probe.getUser()).isEqualTo("CONTOSO\\HealthMailbox1");
    assertThat(probe.getRequester()).isEqualTo(Requester.PROBE);
    assertThat(probe.getStem()).doesNotContain("anna");
    assertThat(probe.getText()).contains("HealthMailbox1").doesNotContain("anna", "bert");
  }

  @Test
  void shouldReplacePeopleAndAddressesInColumnsThatAreThereTwiceOrNotOfTheFormat() {
    ClientRequest iis =
        read(
                LogFormat.IIS,
                "#Fields: date time cs-uri-stem s-port cs-username c-ip X-Login-Name Forwarded"
                    + " cs-username c-ip sc-status\n2026-11-20 10:05:02 /owa/ 443 - 10.9.0.9 anna"
                    + " for=\"[2001:db8::17]:47\" CONTOSO\\bert 10.9.0.10 200\n")
            .only(ClientRequest.class);
    ProxiedRequest proxied =
        read(
                LogFormat.HTTP_PROXY,
                "DateTime,RequestId,BackEndStatus,TargetServer,HttpStatus,ActAsUser,ClientIpAddress,ClientIpAddress,OriginalIp\n"
                    + "2026-11-20T10:05:02.130Z,r1,200,mbx07,200,anna,10.9.0.9,10.9.0.10,2001:db8::17\n")
            .only(ProxiedRequest.class);

    for (String text : List.of(iis.getText(), proxied.getText())) {
      assertThat(text)
          .doesNotContain("anna", "bert", "10.9.0.9", "10.9.0.10", "2001:db8")
          .contains("200");
    }
  }

  /** What is found in front of a status must not be found again as a status. */
  @Test
  void shouldTakeNoNumberForAName() {
    ClientRequest request =
        read(
                LogFormat.IIS,
                "#Fields: date time cs-uri-stem s-port X-User-Count sc-status\n"
                    + "2026-11-20 10:05:02 /owa/ 443 200 200\n")
            .only(ClientRequest.class);

    assertThat(request.getText()).isEqualTo("2026-11-20 10:05:02 /owa/ 443 200 200");
  }

  /** A parser that explains what it expected quotes what it found. */
  @Test
  void shouldNotQuoteAPersonInADeadLetter() {
    DeadLetter letter = read(LogFormat.EVENT_JSON, "{\"a\":anna}\n").only(DeadLetter.class);

    assertThat(letter.getDetail()).isEqualTo("not JSON in column 6");
  }

  /** Front ends of several sites serve one person, who would be counted once for each. */
  @Test
  void shouldMakeOneKeyForAllSitesThatOnlyItsOwnerMayRead() throws Exception {
    byte[] key = new RedactionKeyFile(folder, new SecureRandom()).key();

    assertThat(key).hasSize(32);
    assertThat(new RedactionKeyFile(folder, new SecureRandom()).key()).isEqualTo(key);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void shouldRefuseADamagedKeyAndNameItsFile() throws Exception {
    Files.writeString(file(), "oops");

    assertThatThrownBy(() -> new RedactionKeyFile(folder, new SecureRandom()).key())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("redaction.key is no redaction key");
  }

  private Path file() {
    return folder.resolve("redaction.key");
  }
}
