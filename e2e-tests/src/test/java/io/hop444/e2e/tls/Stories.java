/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.e2e.tls;

import io.hop444.correlator.domain.Cause;
import io.hop444.correlator.domain.FindingKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** What is done on the bench, each under the name of what hop444 must say of it. */
final class Stories {

  static final String HEALTHY = "(healthy)";
  private static final String SCHANNEL = "Schannel";
  private static final String LIFECYCLE =
      "Microsoft-Windows-CertificateServicesClient-Lifecycle-System";
  private static final String A_SUITE = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
  private static final String ANOTHER_SUITE = "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384";

  private final Certificates certificates;
  private final List<Story> stories = new ArrayList<>();

  Stories(Certificates certificates) {
    this.certificates = certificates;
  }

  record Story(String actual, String what, Happening happening) {}

  /** A story with a bench to tell it on. */
  interface Happening {
    void on(Bench bench) throws Exception;
  }

  List<Story> all() {
    brokenHandshakes();
    refusedCertificates();
    acceptedCertificates();
    answersOfTheBackEnd();
    neverReached();
    warnings();
    return stories;
  }

  private void brokenHandshakes() {
    story(
        Cause.BINDING_MISSING,
        "HTTP.sys tells it",
        bench -> {
          healthy(bench);
          bench.httpSys(15300, 444);
          bench.backEnd.behave(BackEnd::breakOff);
          bench.ask(8).probe().ask(4);
          bench.httpSys(15301, 444);
          repaired(bench);
        });
    story(
        Cause.BINDING_MISSING,
        "netsh tells it",
        bench -> {
          healthy(bench);
          bench.backEnd.behave(BackEnd::breakOff);
          bench.ask(5);
          bench.logs.netshWithout444(bench.now());
          bench.ask(5).probe();
          repaired(bench);
        });
    story(
        Cause.CERTIFICATE_UNUSABLE,
        "the private key is removed",
        bench -> {
          healthy(bench);
          bench.backEnd.behave(BackEnd::breakOff);
          bench.httpSys(15021, 444);
          bench.event("LOCALHOST", SCHANNEL, 36870, Map.of("Type", "server"));
          bench.ask(8).probe().ask(4);
          repaired(bench);
        });
    story(
        Cause.CERTIFICATE_UNUSABLE,
        "the certificate that a probe was shown is deleted",
        bench -> {
          healthy(bench);
          bench.event("LOCALHOST", LIFECYCLE, 1004, Map.of("Thumbprint", bench.thumbprintShown()));
          bench.backEnd.behave(BackEnd::breakOff);
          bench.ask(8).probe().ask(4);
          repaired(bench);
        });
    story(
        Cause.BINDING_CONFLICT,
        "a program without TLS has the port",
        bench -> {
          healthy(bench);
          bench.backEnd.behave(BackEnd::speakPlainly);
          bench.probe().ask(10).probe();
          repaired(bench);
        });
    story(
        Cause.BINDING_CONFLICT,
        "the prefix is not registered, nobody listens",
        bench -> {
          healthy(bench);
          bench.event(
              "LOCALHOST",
              "Microsoft-Windows-IIS-W3SVC",
              1007,
              Map.of("UrlPrefix", "https://10.40.0.20:444/owa"));
          bench.backEnd.goAway();
          bench.ask(12);
          repaired(bench);
        });
    story(
        Cause.TLS_HANDSHAKE_FAILING,
        "a probe is broken off too, nothing says why",
        bench -> {
          healthy(bench);
          bench.backEnd.behave(BackEnd::breakOff);
          bench.ask(2).probe().ask(8).probe();
          repaired(bench);
        });
    story(
        Cause.TLS_HANDSHAKE_FAILING,
        "rows alone",
        bench -> {
          bench.backEnd.behave(bench.backEnd.serving(certificates.good()));
          bench.ask(8);
          bench.backEnd.behave(BackEnd::breakOff);
          bench.ask(10);
        });
  }

  private void refusedCertificates() {
    refused(Cause.NAME_MISMATCH, certificates.otherName());
    refused(Cause.UNTRUSTED, certificates.unknownIssuer());
    refused(Cause.EXPIRED, certificates.expired());
    story(
        Cause.CERTIFICATE_REJECTED,
        "front ends that check do not trust it; no probe is made",
        bench -> {
          strict(bench);
          bench.backEnd.behave(bench.backEnd.serving(certificates.good()));
          bench.ask(8);
          bench.backEnd.behave(bench.backEnd.serving(certificates.unknownIssuer()));
          bench.ask(12);
          bench.backEnd.behave(bench.backEnd.serving(certificates.good()));
          bench.ask(8);
        });
    story(
        FindingKind.FRONT_END_TRUST,
        "one front end alone checks, and does not trust the issuer",
        bench -> {
          bench.backEnd.behave(bench.backEnd.serving(certificates.unknownIssuer()));
          bench.ask(8);
          bench.second.checkCertificates();
          bench.ask(20);
        });
  }

  private void refused(Cause cause, SSLContext certificate) {
    story(
        cause,
        "front ends check, a probe is shown it",
        bench -> {
          strict(bench);
          healthy(bench);
          bench.backEnd.behave(bench.backEnd.serving(certificate));
          bench.ask(2).probe().ask(10);
          repaired(bench);
        });
  }

  private void acceptedCertificates() {
    for (Map.Entry<String, SSLContext> each :
        Map.of(
                "of another name",
                certificates.otherName(),
                "of an unknown issuer",
                certificates.unknownIssuer())
            .entrySet()) {
      story(
          HEALTHY,
          "front ends accept any certificate, " + each.getKey(),
          bench -> {
            bench.backEnd.behave(bench.backEnd.serving(each.getValue()));
            bench.ask(6).probe().ask(10).probe();
          });
    }
    story(
        HEALTHY,
        "a third-party certificate that carries the server's name too",
        bench -> {
          strict(bench);
          bench.backEnd.behave(bench.backEnd.serving(certificates.third()));
          bench.ask(6).probe().ask(10).probe();
        });
    story(
        FindingKind.TLS_CONFIGURATION,
        "no cipher in common",
        bench -> {
          healthy(bench);
          bench.first.offerOnly(A_SUITE);
          bench.second.offerOnly(A_SUITE);
          bench.backEnd.behave(bench.backEnd.serving(certificates.good(), 200, ANOTHER_SUITE));
          bench.ask(2);
          bench.event("LOCALHOST", SCHANNEL, 36874, Map.of("Protocol", "TLS 1.2"));
          bench.ask(10);
        });
    story(
        FindingKind.TRANSIENT,
        "single connections die",
        bench -> {
          for (int i = 0; i < 4; i++) {
            healthy(bench);
            bench.backEnd.behave(BackEnd::breakOff);
            bench.ask(1);
          }
          repaired(bench);
        });
  }

  private void answersOfTheBackEnd() {
    answered(FindingKind.APP_POOL_STOPPED, 503);
    answered(FindingKind.BACK_END_ERROR, 500);
    answered(FindingKind.KERBEROS, 401);
    answered(FindingKind.BACK_END_TIMEOUT, 0);
    story(
        FindingKind.BACK_END_UNREACHABLE,
        "nobody listens",
        bench -> {
          healthy(bench);
          bench.backEnd.goAway();
          bench.ask(8).probe().ask(2);
          repaired(bench);
        });
    story(
        FindingKind.NAME_RESOLUTION,
        "front ends cannot resolve the name",
        bench -> {
          healthy(bench);
          bench.first.askFor("mbx01.invalid");
          bench.second.askFor("mbx01.invalid");
          bench.ask(8);
        });
  }

  private void answered(FindingKind kind, int status) {
    story(
        kind,
        "the back end answers " + status,
        bench -> {
          healthy(bench);
          bench.backEnd.behave(bench.backEnd.serving(certificates.good(), status));
          bench.ask(8).probe();
          repaired(bench);
        });
  }

  private void neverReached() {
    itself(
        FindingKind.AUTH_CERTIFICATE,
        new FrontEnd.Answer(500, "", "InternalServerError"),
        "UnexpectedException=ASSERT: HMACProvider.GetCertificates:protectionCertificates.Length<1");
    itself(
        FindingKind.ROUTING,
        new FrontEnd.Answer(500, "", "ServerLocatorError"),
        "HttpProxyException=Unable to locate the server");
    itself(
        FindingKind.THROTTLING,
        new FrontEnd.Answer(503, "", "TooManyOutstandingProxyRequests"),
        "HttpProxyException=too many");
  }

  private void itself(FindingKind kind, FrontEnd.Answer answer, String errors) {
    story(
        kind,
        "the front end answers itself",
        bench -> {
          healthy(bench);
          bench.answerItself(6, answer, errors);
          repaired(bench);
        });
  }

  private void warnings() {
    story(
        FindingKind.FRONT_DOOR_CERTIFICATE,
        "443 has no usable certificate",
        bench -> {
          healthy(bench);
          bench.event(
              "CAS01", "Microsoft-Windows-HttpEvent", 15021, Map.of("Endpoint", "[::]:443"));
          repaired(bench);
        });
    story(
        FindingKind.MAINTENANCE,
        "the binding is deleted and created while nobody asks",
        bench -> {
          healthy(bench);
          bench.httpSys(15300, 444);
          bench.httpSys(15301, 444);
          repaired(bench);
        });
    story(
        FindingKind.CERTIFICATE_EXPIRING,
        "20 days are left",
        bench -> {
          bench.backEnd.behave(bench.backEnd.serving(certificates.expiring()));
          bench.ask(6).probe().ask(6);
        });
    story(
        FindingKind.CERTIFICATE_ARMED,
        "deleted in the store, still served",
        bench -> {
          healthy(bench);
          bench.event("LOCALHOST", LIFECYCLE, 1004, Map.of("Thumbprint", bench.thumbprintShown()));
          bench.ask(6).probe();
        });
  }

  private static void strict(Bench bench) {
    bench.first.checkCertificates();
    bench.second.checkCertificates();
  }

  private void healthy(Bench bench) throws Exception {
    bench.backEnd.behave(bench.backEnd.serving(certificates.good()));
    bench.ask(6).probe();
  }

  private void repaired(Bench bench) {
    bench.backEnd.behave(bench.backEnd.serving(certificates.good()));
    bench.ask(8);
    bench.repaired();
  }

  private void story(Enum<?> actual, String what, Happening happening) {
    story(actual.name(), what, happening);
  }

  private void story(String actual, String what, Happening happening) {
    stories.add(new Story(actual, what, happening));
  }
}
