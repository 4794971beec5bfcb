/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.trace;

import io.hop444.schemas.RecordCodec;
import io.hop444.wire.Position;
import io.hop444.wire.ProxiedRequest;
import io.hop444.wire.Requester;
import java.time.Instant;

/** Rows of the HttpProxy log, encoded as they are shipped. */
final class Rows {

  static final Instant AT = Instant.parse("2026-11-20T10:05:02.123Z");

  private static final RecordCodec CODEC = new RecordCodec();

  private Rows() {}

  static byte[] answered(long offset) {
    return CODEC.encode(row(offset).setBackEndStatus("200").build());
  }

  static byte[] failed(long offset) {
    return CODEC.encode(row(offset).setBackEndStatus("SecureChannelFailure").build());
  }

  static byte[] encoded(ProxiedRequest.Builder row) {
    return CODEC.encode(row.build());
  }

  static ProxiedRequest.Builder row(long offset) {
    return ProxiedRequest.newBuilder()
        .setPosition(
            new Position("Düb", "cas01", "c", "DUB/CAS01/HttpProxy/Ews/HttpProxy.LOG", offset))
        .setEndedAt(AT)
        .setRequestId("0000")
        .setProtocol("Ews")
        .setFrontEnd("cas01")
        .setBackEnd("mbx07")
        .setTargetHost("mbx07.contoso.test")
        .setHttpStatus(500)
        .setRequester(Requester.PERSON)
        .setUser("anna@contoso.test")
        .setClient("192.0.2.7")
        .setText("the line with anna@contoso.test in it");
  }
}
