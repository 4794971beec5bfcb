/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.schemas.EncodedRecord;
import io.hop444.schemas.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordShipperTest {

  /** As with a certificate that became unreadable: who reads must learn that it is to do again. */
  @Test
  void shouldCountARecordAsLostWheneverNoProducerCanBeMadeForIt() {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", "127.0.0.1:1", "security.protocol", "none such");
    try (RecordShipper shipper = new RecordShipper(settings, InstantSource.system())) {
      shipper.connected();
      EncodedRecord record = new EncodedRecord(Topic.CLIENT_REQUESTS, null, new byte[10], 0);

      shipper.ship(record, () -> {});
      boolean room = shipper.hasRoom();
      shipper.ship(record, () -> {});

      assertThat(room).isFalse();
      assertThat(shipper.losses()).isEqualTo(2);
      assertThat(shipper.isShipping(Duration.ofHours(1))).isFalse();
      assertThat(shipper.shipped()).isZero();
    }
  }
}
