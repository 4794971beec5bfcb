/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.wire.BackEndRequest;
import io.hop444.wire.BindingSnapshot;
import io.hop444.wire.ClientRequest;
import io.hop444.wire.HostEvent;
import io.hop444.wire.HttpError;
import io.hop444.wire.Position;
import io.hop444.wire.ProxiedRequest;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class EncodedEvidenceTest {

  @Test
  void shouldReadThePlaceOfARow() {
    for (long offset : new long[] {0, 1, 63, 64, 1_000_000, 1L << 40}) {
      assertThat(EncodedEvidence.place(Rows.failed(offset)))
          .isEqualTo(
              new EncodedEvidence.Place(
                  "Düb", "cas01", "DUB/CAS01/HttpProxy/Ews/HttpProxy.LOG", offset, Rows.AT));
    }
  }

  @Test
  void shouldRelyOnWhatAllEvidenceBeginsWith() {
    for (Schema evidence :
        List.of(
            ProxiedRequest.getClassSchema(),
            ClientRequest.getClassSchema(),
            BackEndRequest.getClassSchema(),
            HttpError.getClassSchema(),
            HostEvent.getClassSchema(),
            BindingSnapshot.getClassSchema())) {
      assertThat(evidence.getFields().get(0).schema()).isEqualTo(Position.getClassSchema());
      assertThat(evidence.getFields().get(1).schema().getType()).isEqualTo(Schema.Type.LONG);
    }
  }

  @Test
  void shouldTakeForAFailureWhatMayBeOne() {
    assertThat(EncodedEvidence.isFailure(Rows.failed(7))).isTrue();
    assertThat(failure(Rows.row(7).setBackEndStatus("TrustFailure"))).isTrue();
    assertThat(failure(Rows.row(7).setExceptionStatus("SendFailure"))).isTrue();
    assertThat(failure(Rows.row(7).setErrorCode("SendFailure"))).isTrue();
    assertThat(failure(Rows.row(7).setGenericErrors("PossibleException=IOException"))).isTrue();
    assertThat(failure(Rows.row(7).setRequestId(null).setTargetHost(null).setExceptionStatus("x")))
        .isTrue();
  }

  @Test
  void shouldTakeForNoneWhatWasAnsweredOrNeverSent() {
    assertThat(EncodedEvidence.isFailure(Rows.answered(7))).isFalse();
    assertThat(failure(Rows.row(7).setBackEndStatus("503").setErrorCode("x"))).isFalse();
    assertThat(failure(Rows.row(7).setBackEnd(null).setErrorCode("ServerNotFound"))).isFalse();
    assertThat(failure(Rows.row(7))).isFalse();
  }

  private static boolean failure(ProxiedRequest.Builder row) {
    return EncodedEvidence.isFailure(Rows.encoded(row));
  }
}
