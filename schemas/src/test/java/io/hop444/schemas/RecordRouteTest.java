/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.wire.HostEvent;
import io.hop444.wire.Position;
import io.hop444.wire.ProxiedRequest;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class RecordRouteTest {

  @Test
  void shouldRouteEveryRecordTypeToItsTopic() {
    for (Topic topic : Topic.values()) {
      for (Class<? extends SpecificRecord> type : topic.recordTypes()) {
        assertThat(RecordRoute.of(SampleRecords.of(type)).topic()).isEqualTo(topic);
      }
    }
  }

  @Test
  void shouldKeyAProxiedRequestByItsBackEnd() {
    ProxiedRequest sample = (ProxiedRequest) SampleRecords.of(ProxiedRequest.class);

    assertThat(RecordRoute.of(sample).key()).isEqualTo(sample.getBackEnd());
  }

  @Test
  void shouldKeyARequestThatWasNotRoutedByItsFrontEnd() {
    ProxiedRequest sample =
        ProxiedRequest.newBuilder((ProxiedRequest) SampleRecords.of(ProxiedRequest.class))
            .setBackEnd(null)
            .build();

    assertThat(RecordRoute.of(sample).key()).isEqualTo(sample.getFrontEnd());
  }

  @Test
  void shouldKeyAWrongNameEventByTheBackEndItNames() {
    HostEvent event = event(36884, Map.of("Name", "MBX07.contoso.test"));

    assertThat(RecordRoute.of(event).key()).isEqualTo("mbx07");
  }

  @Test
  void shouldKeyOtherEventsByTheirServer() {
    assertThat(RecordRoute.of(event(36870, Map.of("Name", "mbx07"))).key()).isEqualTo("cas01");
    assertThat(RecordRoute.of(event(36884, Map.of())).key()).isEqualTo("cas01");
  }

  private static HostEvent event(int id, Map<String, String> data) {
    return HostEvent.newBuilder()
        .setPosition(new Position("DUB", "cas01", "c1", "DUB/CAS01/events/System.xml", 0L))
        .setAt(Instant.EPOCH)
        .setProvider("Schannel")
        .setEventId(id)
        .setData(data)
        .setText("")
        .build();
  }
}
