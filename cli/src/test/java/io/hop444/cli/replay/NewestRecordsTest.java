/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.wire.Gap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewestRecordsTest {

  private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");

  @TempDir private Path folder;

  @Test
  void shouldGiveTheNewestOfEachInOrderOfTimeWhereverItWaited() throws Exception {
    Random random = new Random(444);
    try (NewestRecords<Gap> newest = new NewestRecords<>(Gap.class, Gap::getFirstAt, 5, folder)) {
      for (int version = 0; version < 40; version++) {
        for (int i = 0; i < 30; i++) {
          newest.put("gap" + i, gap(i, "x".repeat(random.nextInt(200)) + version));
        }
      }

      List<Gap> all = new ArrayList<>();
      newest.forEach(all::add);

      assertThat(newest.size()).isEqualTo(30);
      assertThat(all).extracting(Gap::getFirstAt).isSorted().doesNotHaveDuplicates().hasSize(30);
      assertThat(all).allMatch(gap -> gap.getDetail().endsWith("39"));
    }
  }

  @Test
  void shouldLeaveNoFileBehind() throws Exception {
    try (NewestRecords<Gap> newest = new NewestRecords<>(Gap.class, Gap::getFirstAt, 1, folder)) {
      newest.put("one", gap(1, "one"));
      newest.put("two", gap(2, "two"));
    }

    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  private static Gap gap(int number, String detail) {
    return Gap.newBuilder()
        .setId("gap" + number)
        .setVersion(1)
        .setSite("DUB")
        .setServer("mbx01")
        .setLog("W3SVC2")
        .setReason("NOT_COLLECTED")
        .setOpen(true)
        .setFirstAt(TEN.minusSeconds(number))
        .setLastAt(TEN)
        .setDetail(detail)
        .build();
  }
}
