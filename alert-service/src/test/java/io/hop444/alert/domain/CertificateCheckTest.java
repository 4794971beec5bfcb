/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.alert.domain.CertificateCheck.Name;
import io.hop444.alert.domain.CertificateCheck.Verdict;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CertificateCheckTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final ServerName SERVER = new ServerName("DUB", "mbx07");

  private static Certificate certificate(String thumbprint, String... names) {
    return new Certificate(
        thumbprint,
        "CN=x",
        List.of(names),
        "CN=issuer",
        NOW.minusSeconds(1),
        NOW.plusSeconds(1),
        true,
        true,
        null);
  }

  private static ServerSnapshot snapshot(
      ServerSnapshot.Origin origin, String endpoint, String bound, Certificate... certificates) {
    return new ServerSnapshot(
        SERVER,
        origin,
        NOW,
        "file",
        "mbx07.contoso.test",
        null,
        endpoint == null
            ? List.of()
            : List.of(new ServerSnapshot.Binding(endpoint, bound, null, null)),
        origin == ServerSnapshot.Origin.INVENTORY
            ? List.of(new ServerSnapshot.IisSite(2, "Exchange Back End", List.of("https *:444:")))
            : List.of(),
        List.of(certificates),
        null);
  }

  private static ServerSnapshot inventory(String bound, Certificate... store) {
    return snapshot(ServerSnapshot.Origin.INVENTORY, "0.0.0.0:444", bound, store);
  }

  private static Map<Name, Verdict> verdicts(ServerSnapshot... oldestFirst) {
    return verdicts(List.of(), oldestFirst);
  }

  private static Map<Name, Verdict> verdicts(
      List<Evidence> evidence, ServerSnapshot... oldestFirst) {
    List<CertificateCheck.Shown> shown =
        Arrays.stream(oldestFirst)
            .map(
                one ->
                    new CertificateCheck.Shown(
                        one, NOW.plusSeconds(Arrays.asList(oldestFirst).indexOf(one))))
            .toList();
    Map<Name, Verdict> verdicts = new EnumMap<>(Name.class);
    CertificateCheck.of(SERVER, evidence, shown, NOW)
        .forEach(check -> verdicts.put(check.name(), check.verdict()));
    assertThat(verdicts).containsOnlyKeys(Name.values());
    return verdicts;
  }

  @Test
  void shouldFindNothingWrongWithWhatIsExpected() {
    assertThat(verdicts(inventory("aa", certificate("AA", "mbx07"))).values())
        .containsOnly(Verdict.OK);
  }

  @Test
  void shouldKnowNothingWithoutASnapshot() {
    assertThat(verdicts().values()).containsOnly(Verdict.UNKNOWN);
  }

  @Test
  void shouldTellThatNothingIsBound() {
    Map<Name, Verdict> verdicts = verdicts(inventory(null, certificate("AA", "mbx07")));

    assertThat(verdicts).containsEntry(Name.BOUND, Verdict.FAILED);
    assertThat(verdicts).containsEntry(Name.IN_STORE, Verdict.UNKNOWN);
    assertThat(verdicts).containsEntry(Name.SERVER_NAME, Verdict.UNKNOWN);
  }

  @Test
  void shouldTellThatTheBoundCertificateIsNotInTheStore() {
    assertThat(verdicts(inventory("BB", certificate("AA", "mbx07"))))
        .containsEntry(Name.BOUND, Verdict.OK)
        .containsEntry(Name.IN_STORE, Verdict.FAILED)
        .containsEntry(Name.VALIDITY, Verdict.UNKNOWN);
  }

  @Test
  void shouldTellWhatIsWrongWithTheCertificate() {
    Certificate bad =
        new Certificate(
            "AA",
            "CN=x",
            List.of("other.contoso.test"),
            "CN=issuer",
            NOW.minusSeconds(9),
            NOW.minusSeconds(1),
            false,
            false,
            null);

    assertThat(verdicts(inventory("AA", bad)))
        .containsEntry(Name.PRIVATE_KEY, Verdict.FAILED)
        .containsEntry(Name.VALIDITY, Verdict.FAILED)
        .containsEntry(Name.SERVER_NAME, Verdict.FAILED)
        .containsEntry(Name.TRUST, Verdict.FAILED);
  }

  @Test
  void shouldTakeTheNamesThatTheCorrelatorTakes() {
    for (String good :
        List.of("MBX07", "mbx07.contoso.test", "*.contoso.test", "DNS Name=mbx07", "CN=mbx07")) {
      assertThat(verdicts(inventory("AA", certificate("AA", good))))
          .as(good)
          .containsEntry(Name.SERVER_NAME, Verdict.OK);
    }
    for (String bad :
        List.of("mbx07.other.test", "*.other.test", "mbx070", "contoso.test", "URL=mbx07")) {
      assertThat(verdicts(inventory("AA", certificate("AA", bad))))
          .as(bad)
          .containsEntry(Name.SERVER_NAME, Verdict.FAILED);
    }
  }

  @Test
  void shouldJudgeNoNamesWhereThereAreNone() {
    assertThat(verdicts(inventory("AA", named("O=Contoso"))))
        .containsEntry(Name.SERVER_NAME, Verdict.UNKNOWN);
    assertThat(verdicts(inventory("AA", named("O=Contoso, CN=mbx07.contoso.test"))))
        .containsEntry(Name.SERVER_NAME, Verdict.OK);
    assertThat(verdicts(inventory("AA", named("CN=mail.contoso.test"))))
        .containsEntry(Name.SERVER_NAME, Verdict.FAILED);
  }

  private static Certificate named(String subject) {
    return new Certificate(
        "AA",
        subject,
        List.of(),
        "CN=issuer",
        NOW.minusSeconds(1),
        NOW.plusSeconds(1),
        true,
        true,
        null);
  }

  /** A disjoint namespace: the server calls itself by another domain than front ends do. */
  @Test
  void shouldExpectTheNameThatFrontEndsAskFor() {
    List<Evidence> evidence =
        List.of(
            new Evidence("WINDOWS_EVENT", "DUB", "cas01", "f", 0, NOW, "MBX07.own.test failed"),
            new Evidence(
                "HTTP_PROXY", "DUB", "cas01", "f", 0, NOW, "...,not-mbx07.x,MBX07.asked.test,503"));

    assertThat(verdicts(evidence, inventory("AA", certificate("AA", "mbx07.asked.test"))))
        .containsEntry(Name.SERVER_NAME, Verdict.OK);
    assertThat(verdicts(evidence, inventory("AA", certificate("AA", "*.asked.test"))))
        .containsEntry(Name.SERVER_NAME, Verdict.OK);
    assertThat(verdicts(evidence, inventory("AA", certificate("AA", "mbx07.contoso.test"))))
        .containsEntry(Name.SERVER_NAME, Verdict.FAILED);
  }

  @Test
  void shouldBelieveTheProbeThatCameAfterTheInventory() {
    ServerSnapshot served =
        snapshot(ServerSnapshot.Origin.PROBE, "mbx07:444", "BB", certificate("BB", "mbx07"));

    assertThat(verdicts(inventory(null), served))
        .containsEntry(Name.BOUND, Verdict.OK)
        .containsEntry(Name.IN_STORE, Verdict.FAILED)
        .containsEntry(Name.SERVER_NAME, Verdict.OK);
    assertThat(verdicts(served, inventory(null))).containsEntry(Name.BOUND, Verdict.FAILED);
  }

  @Test
  void shouldNotTakeABrokenHandshakeForAMissingBinding() {
    ServerSnapshot reset = snapshot(ServerSnapshot.Origin.PROBE, null, null);

    assertThat(verdicts(inventory("AA", certificate("AA", "mbx07")), reset))
        .containsEntry(Name.BOUND, Verdict.OK);
    assertThat(verdicts(reset)).containsEntry(Name.BOUND, Verdict.UNKNOWN);
  }

  @Test
  void shouldTellThatTheSiteAnswersOnOneAddressOnly() {
    ServerSnapshot single =
        new ServerSnapshot(
            SERVER,
            ServerSnapshot.Origin.INVENTORY,
            NOW,
            "file",
            null,
            null,
            List.of(),
            List.of(new ServerSnapshot.IisSite(2, "Back", List.of("https 10.0.0.1:444:"))),
            List.of(),
            null);

    assertThat(verdicts(single)).containsEntry(Name.ADDRESS, Verdict.FAILED);
  }
}
