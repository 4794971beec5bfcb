/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.kafka;

import io.hop444.alert.postgres.PostgresFindings;
import io.hop444.alert.postgres.PostgresGaps;
import io.hop444.alert.postgres.PostgresIncidentStore;
import io.hop444.alert.postgres.PostgresIncidentStore.Traced;
import io.hop444.alert.trace.AlertTracing;
import io.hop444.alert.trace.ChangeTrace;
import io.hop444.schemas.Topic;
import io.hop444.tracing.TraceParent;
import io.hop444.wire.Finding;
import io.hop444.wire.Gap;
import io.hop444.wire.IncidentChange;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * One consumer for each topic of the correlator; a batch is acknowledged when its {@code Uni} is
 * done.
 */
@ApplicationScoped
class Consumers {

  private final Intake intake;
  private final PostgresIncidentStore incidents;
  private final PostgresFindings findings;
  private final PostgresGaps gaps;
  private final AlertTracing tracing;

  @Inject
  Consumers(
      Intake intake,
      PostgresIncidentStore incidents,
      PostgresFindings findings,
      PostgresGaps gaps,
      AlertTracing tracing) {
    this.intake = intake;
    this.incidents = incidents;
    this.findings = findings;
    this.gaps = gaps;
    this.tracing = tracing;
  }

  @Incoming("incidents")
  Uni<Void> incidents(ConsumerRecords<byte[], byte[]> records) {
    return intake.take(
        Topic.INCIDENTS,
        IncidentChange.class,
        records,
        (record, change) -> new Traced(IncidentChangeMapper.map(change), traceOf(record)),
        this::store);
  }

  private ChangeTrace traceOf(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(TraceParent.HEADER);
    return header == null ? null : tracing.of(header.value());
  }

  private void store(List<Traced> changes) throws SQLException {
    incidents.record(changes).forEach(stored -> tracing.stored(stored.change(), stored.trace()));
  }

  @Incoming("findings")
  Uni<Void> findings(ConsumerRecords<byte[], byte[]> records) {
    return intake.take(
        Topic.FINDINGS, Finding.class, records, FindingMapper::map, findings::record);
  }

  @Incoming("gaps")
  Uni<Void> gaps(ConsumerRecords<byte[], byte[]> records) {
    return intake.take(Topic.GAPS, Gap.class, records, GapMapper::map, gaps::record);
  }
}
