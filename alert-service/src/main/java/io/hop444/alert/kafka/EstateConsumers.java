/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.kafka;

import io.hop444.alert.postgres.PostgresReadProgress;
import io.hop444.alert.postgres.PostgresSnapshots;
import io.hop444.schemas.Topic;
import io.hop444.wire.BindingSnapshot;
import io.hop444.wire.ReadProgress;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Reads what collectors say of servers, for the view of the estate. */
@ApplicationScoped
class EstateConsumers {

  private final Intake intake;
  private final PostgresReadProgress readProgress;
  private final PostgresSnapshots snapshots;

  @Inject
  EstateConsumers(Intake intake, PostgresReadProgress readProgress, PostgresSnapshots snapshots) {
    this.intake = intake;
    this.readProgress = readProgress;
    this.snapshots = snapshots;
  }

  @Incoming("read-progress")
  Uni<Void> readProgress(ConsumerRecords<byte[], byte[]> records) {
    return intake.take(
        Topic.READ_PROGRESS,
        ReadProgress.class,
        records,
        EstateMapper::progress,
        readProgress::record);
  }

  @Incoming("binding-snapshots")
  Uni<Void> snapshots(ConsumerRecords<byte[], byte[]> records) {
    return intake.take(
        Topic.BINDING_SNAPSHOTS,
        BindingSnapshot.class,
        records,
        EstateMapper::snapshot,
        snapshots::record);
  }
}
