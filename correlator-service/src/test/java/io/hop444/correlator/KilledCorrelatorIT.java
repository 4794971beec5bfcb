/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hop444.localstack.LocalBroker;
import io.hop444.wire.Change;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Correlators that are killed while records come, against a real broker. */
class KilledCorrelatorIT {

  /** {@code -Dkills=100} is what bench/RESULTS.md tells of. */
  private static final int KILLS = Integer.getInteger("kills", 1);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Kafka's session of 10 s, and its transaction of 10 s with room to spare. */
  private static final Duration FAIL_OVER = Duration.ofSeconds(30);

  private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");

  /** Failures of one hour would be one group, whichever test made them. */
  private static final Instant NEXT_DAY = TEN.plus(Duration.ofDays(1));

  private static final String GROUP = "killed";

  @TempDir private static Path folder;
  private static LocalBroker broker;

  /** Of its own, since every correlator on a broker tells the incidents of all servers. */
  @BeforeAll
  static void startBroker() throws Exception {
    broker = LocalBroker.start(folder, 0);
    OutageRecords.createTopics(broker.bootstrapServers());
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void shouldTellEachChangeOnceHoweverOftenItIsKilled() throws Exception {
    List<String> servers = List.of("kill01", "kill02", "kill03");
    int secondsOfLife = Math.max(60, 900 / (KILLS + 1));
    List<SpecificRecord> records = new OutageRecords(TEN, servers).of(secondsOfLife * (KILLS + 1));
    int slice = records.size() / (KILLS + 1);
    Random random = new Random(444);

    for (int kill = 0; kill < KILLS; kill++) {
      try (CorrelatorChild child = start("one", 0)) {
        assertThat(child.running()).succeedsWithin(PATIENCE);
        send(records.subList(kill * slice, (kill + 1) * slice));
        passes(Duration.ofMillis(random.nextInt(200)));
        child.kill();
      }
    }
    send(records.subList(KILLS * slice, records.size()));

    try (CorrelatorChild child = start("one", 0);
        IncidentLog log = new IncidentLog(broker.bootstrapServers(), servers)) {
      assertThat(child.running()).succeedsWithin(PATIENCE);
      awaitAll(log, records);
      log.assertToldOnce();
      System.out.printf("killed %d times: %d changes%n", KILLS, log.changes().size());
    }
  }

  @Test
  void shouldGoOnWithItsStandbyWithinHalfAMinuteAfterAKill() throws Exception {
    List<String> servers = List.of("over01", "over02", "over03", "over04");
    List<SpecificRecord> records = new OutageRecords(NEXT_DAY, servers).of(900);
    int third = records.size() / 3;

    try (CorrelatorChild one = start("one", 1);
        IncidentLog log = new IncidentLog(broker.bootstrapServers(), servers)) {
      assertThat(one.running()).succeedsWithin(PATIENCE);
      send(records.subList(0, third));
      try (CorrelatorChild other = start("two", 1)) {
        assertThat(other.running()).succeedsWithin(PATIENCE);
        send(records.subList(third, third + third / 2));
        one.kill();
        long killed = System.nanoTime();
        send(records.subList(third + third / 2, 2 * third));
        await().atMost(PATIENCE).until(() -> log.count(Change.RESOLVED) == servers.size());
        Duration took = Duration.ofNanos(System.nanoTime() - killed);
        send(records.subList(2 * third, records.size()));

        awaitAll(log, records);
        System.out.printf("the standby had taken over after %s%n", took);
        assertThat(took).isLessThan(FAIL_OVER);
        log.assertToldOnce();
      }
    }
  }

  private static CorrelatorChild start(String instance, int standbyReplicas) throws IOException {
    return CorrelatorChild.start(broker.bootstrapServers(), GROUP, instance, standbyReplicas);
  }

  private static void send(List<SpecificRecord> records) {
    OutageRecords.send(broker.bootstrapServers(), records);
  }

  private static void awaitAll(IncidentLog log, List<SpecificRecord> records) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(IncidentLog.latest(log.changes()))
                    .isEqualTo(IncidentLog.expected(records)));
  }

  /** So that the kill comes at any moment of the work. */
  private static void passes(Duration time) {
    await().pollDelay(time).pollInterval(Duration.ofMillis(1)).until(() -> true);
  }
}
