/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.wire.ClientRequest;
import io.hop444.wire.DeadLetter;
import io.hop444.wire.ReadProgress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;

/**
 * What must have become of the rows of a made-up estate.
 *
 * @param acknowledged everything that Kafka has
 * @param gentle whether nothing was destroyed: then none may be lost, and no gap may be told
 * @param told what happened, for whoever reads a failure
 */
record EstateVerdict(
    List<SpecificRecord> acknowledged,
    List<WrittenRow> rows,
    List<WrittenRow> destroyed,
    boolean gentle,
    String told) {

  /** Every row has arrived, or was destroyed and is in a gap, or nobody can have known of it. */
  void check() {
    Set<String> arrived = new HashSet<>();
    for (ClientRequest each : acknowledged(ClientRequest.class)) {
      arrived.add(each.getStem());
    }
    Map<String, Long> gaps = new HashMap<>();
    for (ReadProgress each : acknowledged(ReadProgress.class)) {
      if (each.getGap() != null) {
        String log =
            each.getSite() + "/" + each.getServer().toUpperCase(Locale.ROOT) + "/" + each.getLog();
        gaps.merge(log, each.getGap().getBytes(), Long::sum);
      }
    }
    Set<String> unexplained = new TreeSet<>();
    Map<String, Long> lost = new HashMap<>();
    for (WrittenRow row : rows) {
      if (!arrived.contains(row.stem)) {
        if (gentle || !destroyed.contains(row)) {
          unexplained.add(row.stem);
        } else if (row.seen) {
          lost.merge(row.log, (long) row.length, Long::sum);
        }
      }
    }
    assertThat(unexplained).as(told).isEmpty();
    lost.forEach(
        (log, bytes) ->
            assertThat(gaps.getOrDefault(log, 0L))
                .as(log + " " + told)
                .isGreaterThanOrEqualTo(bytes));
    if (gentle) {
      assertThat(gaps).as(told).isEmpty();
    }
    assertThat(acknowledged(DeadLetter.class)).as(told).isEmpty();
    checkPositions();
  }

  /** A place in a file is that of one row, and lies in the log to which the row was written. */
  private void checkPositions() {
    Map<String, String> stemAt = new HashMap<>();
    Map<String, String> logOf = new HashMap<>();
    rows.forEach(row -> logOf.put(row.stem, row.log));
    for (ClientRequest each : acknowledged(ClientRequest.class)) {
      String at = each.getPosition().getSource() + "@" + each.getPosition().getOffset();
      String other = stemAt.putIfAbsent(at, each.getStem());
      assertThat(other == null ? each.getStem() : other)
          .as(at + " " + told)
          .isEqualTo(each.getStem());
      assertThat(at).as(told).startsWith(logOf.get(each.getStem()) + "/");
    }
  }

  private <T> List<T> acknowledged(Class<T> type) {
    return acknowledged.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
