/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.hop444.wire.DeadLetter;
import io.hop444.wire.DeadLetterReason;
import io.hop444.wire.LogKind;
import io.hop444.wire.ReadProgress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Following an estate: order, acknowledgement, progress. */
class EstateTailerTest extends FollowedEstate {

  @Test
  void shouldShipLinesOnceAsTheyAreWrittenAndWaitForTheEndOfALine() throws Exception {
    start(false);
    write(log(), HEADER + row("a") + "2026-11-20 10:05:02 /owa/b");
    rounds();
    write(log(), " 443 200\n" + row("c"));

    rounds();

    assertThat(shipping.stems()).containsExactly("/owa/a", "/owa/b", "/owa/c");
    assertThat(shipping.of(DeadLetter.class)).isEmpty();
  }

  @Test
  void shouldShipTheBacklogOfAllLogsInOrderOfEventTime() throws Exception {
    List<String> expected = new ArrayList<>();
    StringBuilder even = new StringBuilder(HEADER);
    StringBuilder odd = new StringBuilder(HEADER);
    for (int second = 0; second < 30_000; second++) {
      String time = java.time.LocalTime.ofSecondOfDay(second).toString();
      String stem = "/owa/" + second;
      expected.add(stem);
      (second % 2 == 0 ? even : odd)
          .append("2026-11-20 ")
          .append(time.length() == 5 ? time + ":00" : time)
          .append(" ")
          .append(stem)
          .append(" 443 200\n");
    }
    write(log(), even.toString());
    write(folder.resolve("estate/AMS/CAS02/W3SVC1/u_ex261120.log"), odd.toString());
    start(false);

    for (int i = 0; i < 20; i++) {
      rounds();
    }

    assertThat(shipping.stems()).isEqualTo(expected);
  }

  @Test
  void shouldNotTellRowsAsReadBeforeTheyAreAcknowledged() throws Exception {
    start(false);
    write(log(), HEADER + row("a"));
    rounds();
    List<ReadProgress> before = shipping.progressOf("W3SVC1");

    shipping.acknowledgeAll();
    rounds();

    assertThat(before).isNotEmpty().allMatch(p -> p.getReadUpTo() == null && p.getOffset() == 0);
    List<ReadProgress> after = shipping.progressOf("W3SVC1");
    ReadProgress last = after.get(after.size() - 1);
    assertThat(last.getReadUpTo()).isEqualTo(Instant.parse("2026-11-20T10:05:02Z"));
    assertThat(last.getOffset()).isEqualTo((HEADER + row("a")).length());
    assertThat(last.getLagBytes()).isZero();
    assertThat(last.getKind()).isEqualTo(LogKind.FRONT_END_IIS);
  }

  @Test
  void shouldMeasureTheServersClockByRowsThatWereJustWritten() throws Exception {
    start(false);
    write(log(), HEADER + "2026-11-20 09:59:00 /owa/old 443 200\n");
    rounds();
    shipping.acknowledgeAll();
    rounds();
    assertThat(shipping.progressOf("W3SVC1")).allMatch(p -> p.getClockSkewMillis() == null);
    String ahead = now.plusSeconds(90).toString().replace('T', ' ').substring(0, 19);
    Instant before = now;
    write(log(), ahead + " /owa/new 443 200\n");

    rounds();

    List<ReadProgress> told = shipping.progressOf("W3SVC1");
    assertThat(told.get(told.size() - 1).getClockSkewMillis())
        .isBetween(90_000L - java.time.Duration.between(before, now).toMillis(), 90_000L);
  }

  @Test
  void shouldSendSignsOfLifeOfLogsAndServersThatAreQuiet() throws Exception {
    start(false);
    write(log(), HEADER);
    rounds();
    shipping.acknowledgeAll();
    rounds();
    shipping.shipped.clear();

    for (int i = 0; i < 12; i++) {
      rounds();
    }

    assertThat(shipping.progressOf("W3SVC1").size()).isBetween(8, 11);
    assertThat(shipping.progressOf("")).allMatch(p -> p.getKind() == LogKind.SERVER);
    assertThat(shipping.progressOf("").size()).isBetween(8, 11);
  }

  @Test
  void shouldReadEverythingAgainThatWasLostOnItsWay() throws Exception {
    start(false);
    write(log(), HEADER + row("a"));
    rounds();
    shipping.acknowledgeAll();
    write(log(), row("b"));
    rounds();
    shipping.loseAll();
    shipping.shipped.clear();

    rounds();

    assertThat(shipping.stems()).containsExactly("/owa/b");
  }

  @Test
  void shouldReadNothingWhileThereIsNoRoomAndGoOnLater() throws Exception {
    start(false);
    shipping.room = false;
    write(log(), HEADER + row("a"));
    rounds();
    assertThat(shipping.shipped).isEmpty();

    shipping.room = true;
    rounds();

    assertThat(shipping.stems()).containsExactly("/owa/a");
  }

  @Test
  void shouldMakeOneDeadLetterOfALineLongerThanTheBufferAndReadOn() throws Exception {
    start(false);
    write(log(), HEADER + "x".repeat(3 << 20) + "\n" + row("a"));

    for (int i = 0; i < 5; i++) {
      rounds();
    }

    assertThat(shipping.of(DeadLetter.class)).hasSize(1);
    assertThat(shipping.of(DeadLetter.class).get(0).getReason())
        .isEqualTo(DeadLetterReason.TOO_LONG);
    assertThat(shipping.of(DeadLetter.class).get(0).getRawLength()).isEqualTo(3 << 20);
    assertThat(shipping.stems()).containsExactly("/owa/a");
  }
}
