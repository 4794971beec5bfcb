/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.delivery;

import io.hop444.alert.notice.NoticeKind;
import io.hop444.alert.postgres.PostgresDeliveries;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** The outbox without a database; what it is asked for can be made to fail. */
class MemoryOutbox extends PostgresDeliveries {

  static final Instant NOW = Instant.parse("2026-11-20T10:05:10Z");

  /** Each claim gets all of the next of these. */
  final BlockingQueue<List<Claimed>> due = new LinkedBlockingQueue<>();

  final List<Noted> noted = new CopyOnWriteArrayList<>();
  final List<Claimed> givenBack = new CopyOnWriteArrayList<>();

  /** What a statement does before it does anything else. */
  @FunctionalInterface
  interface Failing {
    void now() throws SQLException;
  }

  private final BlockingQueue<Failing> ofClaims = new LinkedBlockingQueue<>();
  private final BlockingQueue<Failing> ofNotes = new LinkedBlockingQueue<>();
  private final BlockingQueue<Failing> ofGivingBack = new LinkedBlockingQueue<>();

  static Claimed claimed(long id, Instant leasedUntil) {
    return new Claimed(
        id,
        "msg_" + id,
        NoticeKind.EVENT,
        "incident-" + id,
        "{\"type\":\"incident.opened\"}",
        1,
        NOW,
        leasedUntil,
        null);
  }

  void failNextClaim(Failing failing) {
    ofClaims.add(failing);
  }

  void failNextNote(Failing failing) {
    ofNotes.add(failing);
  }

  void failNextGivingBack(Failing failing) {
    ofGivingBack.add(failing);
  }

  List<Long> notedIds() {
    return noted.stream().map(one -> one.delivery().id()).toList();
  }

  List<Long> givenBackIds() {
    return givenBack.stream().map(Claimed::id).toList();
  }

  private static void fail(BlockingQueue<Failing> failings) throws SQLException {
    Failing next = failings.poll();
    if (next != null) {
      next.now();
    }
  }

  @Override
  public void awaitTables() {}

  @Override
  public List<Claimed> claim(String target, int limit, Duration lease) throws SQLException {
    fail(ofClaims);
    List<Claimed> next = due.poll();
    return next == null ? List.of() : next;
  }

  @Override
  public void note(List<Noted> batch) throws SQLException {
    fail(ofNotes);
    noted.addAll(batch);
  }

  @Override
  public void giveBack(List<Claimed> unsent) throws SQLException {
    fail(ofGivingBack);
    givenBack.addAll(unsent);
  }
}
