/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiedOutcomeTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "true, 200, -, -, -, REACHED",
        "true, 401, ProtocolError, ProtocolError, -, REACHED",
        "true, 404, -, ProtocolError, -, REACHED",
        "true, 500, -, ProtocolError, -, BACK_END_ERROR",
        "true, 502, -, -, -, BACK_END_ERROR",
        "true, 503, -, ProtocolError, -, POOL_STOPPED",
        "true, 401, ServerKerberosAuthenticationFailure, ProtocolError, -, KERBEROS",
        "true, SendFailure, SendFailure, SendFailure, -, NO_ANSWER",
        "true, receivefailure, -, -, -, NO_ANSWER",
        "true, ConnectionClosed, -, -, -, NO_ANSWER",
        "true, ServerProtocolViolation, -, -, -, NO_ANSWER",
        "true, SecureChannelFailure, -, -, -, SECURE_CHANNEL_FAILED",
        "true, TrustFailure, -, -, -, CERTIFICATE_REFUSED",
        "true, KeepAliveFailure, -, -, -, KEEP_ALIVE_LOST",
        "true, ConnectFailure, -, -, -, UNREACHABLE",
        "true, NameResolutionFailure, -, -, -, NAME_UNRESOLVED",
        "true, Timeout, -, -, -, TIMED_OUT",
        "true, RequestCanceled, -, -, -, TIMED_OUT",
        "true, -, BackEndRequestTimedOut, -, -, TIMED_OUT",
        "true, -, InternalServerError, -, PossibleException=IOException;, NO_ANSWER",
        "true, -, InternalServerError, SendFailure, -, NO_ANSWER",
        "true, -, -, -, -, IRRELEVANT",
        "false, -, -, -, -, IRRELEVANT",
        "false, -, DatabaseGuidNotFound, -, HttpProxyException=X;, NOT_ROUTED",
        "false, -, TooManyOutstandingProxyRequestsToDag, -, -, THROTTLED",
        "true, 200, ClientDisconnect, -, HttpException=ClientDisconnect;, IRRELEVANT",
        "false, -, InternalServerError, -, "
            + "UnexpectedException=at Microsoft.Exchange.Clients.Common.HmacProvider.GetCertificates(), "
            + "AUTH_CERTIFICATE_FAILED",
        "true, SomethingNew, -, -, -, IRRELEVANT",
      })
  void shouldDecideByNumbersAndNames(
      boolean routed,
      String backEndStatus,
      String errorCode,
      String exceptionStatus,
      String genericErrors,
      ProxiedOutcome expected) {
    assertThat(ProxiedOutcome.of(routed, backEndStatus, errorCode, exceptionStatus, genericErrors))
        .isEqualTo(expected);
  }
}
