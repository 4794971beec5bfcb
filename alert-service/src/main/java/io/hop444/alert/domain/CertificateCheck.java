/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is expected of the certificate on port 444, beside what was seen.
 *
 * @param name what is compared
 * @param seen in words; null where nothing collected tells
 */
public record CertificateCheck(Name name, Verdict verdict, String expected, String seen) {

  /** What is compared, in the order in which a failure hides those after it. */
  public enum Name {
    BOUND,
    ADDRESS,
    IN_STORE,
    PRIVATE_KEY,
    VALIDITY,
    SERVER_NAME,
    TRUST
  }

  /** Whether it is as expected. */
  public enum Verdict {
    OK,
    FAILED,
    UNKNOWN
  }

  /**
   * What a source showed.
   *
   * @param until when it showed so last
   */
  public record Shown(ServerSnapshot snapshot, Instant until) {}

  /**
   * Compares what the sources show with what is expected at {@code moment}.
   *
   * @param evidence of what fails: rows of front ends tell the name they ask for
   * @param shown the last of each source
   */
  public static List<CertificateCheck> of(
      ServerName server, List<Evidence> evidence, List<Shown> shown, Instant moment) {
    List<ServerSnapshot> newestFirst =
        shown.stream()
            .sorted(Comparator.comparing(Shown::until).reversed())
            .map(Shown::snapshot)
            .toList();
    List<CertificateCheck> checks = new ArrayList<>();
    Optional<ServerSnapshot> binding =
        newestFirst.stream().filter(CertificateCheck::tellsOfTheBinding).findFirst();
    Optional<String> thumbprint =
        binding
            .flatMap(ServerSnapshot::backEndBinding)
            .flatMap(bound -> Optional.ofNullable(bound.thumbprint()));
    checks.add(bound(binding, thumbprint));
    checks.add(address(newestFirst));
    Optional<ServerSnapshot> inventory =
        newestFirst.stream()
            .filter(snapshot -> snapshot.origin() == ServerSnapshot.Origin.INVENTORY)
            .findFirst();
    Optional<Certificate> stored =
        thumbprint.flatMap(bound -> inventory.flatMap(snapshot -> snapshot.certificate(bound)));
    checks.add(
        check(
            Name.IN_STORE,
            "the bound certificate is in the computer's store",
            thumbprint.isEmpty() || inventory.isEmpty()
                ? Optional.empty()
                : Optional.of(stored.isPresent()),
            stored.isPresent() ? "it is" : "it is not"));
    checks.addAll(
        ofCertificate(
            ExpectedName.of(server, evidence, newestFirst), newestFirst, thumbprint, moment));
    return checks;
  }

  /** A handshake that showed no certificate says nothing of what is bound. */
  private static boolean tellsOfTheBinding(ServerSnapshot snapshot) {
    return snapshot.origin() != ServerSnapshot.Origin.PROBE
        || snapshot.backEndBinding().isPresent();
  }

  private static CertificateCheck bound(
      Optional<ServerSnapshot> binding, Optional<String> thumbprint) {
    return check(
        Name.BOUND,
        "a certificate is bound to port 444",
        binding.map(unused -> thumbprint.isPresent()),
        thumbprint.orElse("none"));
  }

  /** IIS writes {@code https ADDRESS:444:HOST}; the right one has the address {@code *} or none. */
  private static CertificateCheck address(List<ServerSnapshot> newestFirst) {
    List<String> bindings =
        newestFirst.stream().filter(snapshot -> !snapshot.iisSites().isEmpty()).findFirst().stream()
            .flatMap(snapshot -> snapshot.iisSites().stream())
            .flatMap(site -> site.bindings().stream())
            .filter(text -> text.startsWith("https ") && text.contains(":444:"))
            .toList();
    return check(
        Name.ADDRESS,
        "the site Exchange Back End answers on every address: https *:444:",
        bindings.isEmpty()
            ? Optional.empty()
            : Optional.of(
                bindings.stream()
                    .map(text -> text.substring("https ".length(), text.indexOf(":444:")))
                    .anyMatch(at -> at.isEmpty() || at.equals("*") || at.equals("0.0.0.0"))),
        String.join(", ", bindings));
  }

  private static List<CertificateCheck> ofCertificate(
      ExpectedName expected,
      List<ServerSnapshot> newestFirst,
      Optional<String> thumbprint,
      Instant moment) {
    List<Certificate> views =
        newestFirst.stream()
            .flatMap(snapshot -> thumbprint.flatMap(snapshot::certificate).stream())
            .toList();
    Optional<Certificate> one = views.stream().findFirst();
    Optional<Boolean> trusted =
        views.stream().map(Certificate::trusted).filter(known -> known != null).findFirst();
    return List.of(
        check(
            Name.PRIVATE_KEY,
            "its private key can be used",
            one.map(Certificate::hasPrivateKey),
            one.filter(Certificate::hasPrivateKey).isPresent() ? "it has one" : "it has none"),
        check(
            Name.VALIDITY,
            "valid at " + moment,
            one.map(certificate -> certificate.isValidAt(moment)),
            one.map(each -> "from " + each.notBefore() + " to " + each.notAfter()).orElse("")),
        check(
            Name.SERVER_NAME,
            "it names " + expected,
            one.flatMap(certificate -> expected.isAmong(certificate.namesThatCount())),
            one.map(certificate -> String.join(", ", certificate.namesThatCount())).orElse("")),
        check(
            Name.TRUST,
            "front ends trust its chain",
            trusted,
            one.map(certificate -> "issued by " + certificate.issuer()).orElse("")));
  }

  private static CertificateCheck check(
      Name name, String expected, Optional<Boolean> holds, String seen) {
    Verdict verdict =
        holds.map(value -> value ? Verdict.OK : Verdict.FAILED).orElse(Verdict.UNKNOWN);
    return new CertificateCheck(name, verdict, expected, verdict == Verdict.UNKNOWN ? null : seen);
  }
}
