/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.iis;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.collector.estate.LogFormat;
import io.hop444.collector.estate.Reading;
import io.hop444.wire.HttpError;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HttpErrParserTest {

  private static final String HEADER =
      "#Software: Microsoft HTTP API 2.0\r\n#Version: 1.0\r\n#Fields: date time c-ip c-port s-ip"
          + " s-port cs-version cs-method cs-uri sc-status s-siteid s-reason s-queuename\r\n";

  @Test
  void shouldShipRowsOfPort444Only() {
    String content =
        HEADER
            + "2026-11-20 10:05:02 10.1.0.3 51312 10.1.0.7 444 HTTP/1.1 POST /owa/?x=1 503 2"
            + " AppOffline MSExchangeOWAAppPool\r\n"
            + "2026-11-20 10:05:03 10.1.0.3 51312 10.1.0.7 443 - - - - - Timer_ConnectionIdle -\r\n"
            + "2026-11-20 10:05:04 10.1.0.3 51312 10.1.0.7 444 - - - - - Connection_Dropped -\r\n";

    Reading reading = Reading.of(LogFormat.HTTP_ERR, "HTTPERR", content);

    assertThat(reading.counts().ignored()).isEqualTo(1);
    HttpError stopped = reading.of(HttpError.class).get(0);
    assertThat(stopped.getAt()).isEqualTo(Instant.parse("2026-11-20T10:05:02Z"));
    assertThat(stopped.getUri()).isEqualTo("/owa/");
    assertThat(stopped.getStatus()).isEqualTo(503);
    assertThat(stopped.getReason()).isEqualTo("AppOffline");
    assertThat(stopped.getQueue()).isEqualTo("MSExchangeOWAAppPool");
    assertThat(stopped.getPeerAddress()).isEqualTo("10.1.0.3");
    HttpError dropped = reading.of(HttpError.class).get(1);
    assertThat(dropped.getStatus()).isZero();
    assertThat(dropped.getMethod()).isNull();
  }

  @Test
  void shouldFollowColumnsOfNewerBuilds() {
    String content =
        "#Fields: date time c-ip c-port s-ip s-port cs-version cs-method cs-uri streamid sc-status"
            + " s-siteid s-reason s-queuename\n"
            + "2026-11-20 10:05:02 10.1.0.3 1 10.1.0.7 444 HTTP/2.0 GET /ecp/ 7 503 2 QueueFull p\n";

    HttpError error = Reading.of(LogFormat.HTTP_ERR, "HTTPERR", content).only(HttpError.class);

    assertThat(error.getStatus()).isEqualTo(503);
    assertThat(error.getReason()).isEqualTo("QueueFull");
  }
}
