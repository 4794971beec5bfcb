/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/**
 * All that is remembered of one server: its state up to some minutes ago, the evidence since, and
 * the state that follows from both. Evidence that comes late is put in its place, and the minutes
 * since are judged anew. Changed by {@link Chronicler} only; one thread at a time. A healthy server
 * needs less than 10 kB.
 */
public final class Chronicle {

  /** State after all evidence that is older than the recent. */
  final BackEndState settled;

  /** State after all evidence that was judged; null when it is to be made of the two others. */
  BackEndState current;

  final RecentEvidence recent;
  final ToldLedger ledger;

  /** Recent evidence that the current state does not know yet. */
  final Set<Evidence> unjudged = new TreeSet<>(EvidenceOrder.ORDER);

  /** The current state may depend on what happened up to this moment. */
  Instant reached;

  /** No evidence before this moment can be put in its place any more; null before the first. */
  Instant settledUpTo;

  /** The last evidence that the current state knows. */
  Evidence last;

  /** What its recent evidence could not keep. */
  final EvictionCounts evictions = new EvictionCounts();

  /** Of a server of which nothing is known yet. */
  public Chronicle(String server) {
    this(new BackEndState(server), new RecentEvidence(), new ToldLedger(), null);
  }

  private Chronicle(
      BackEndState settled, RecentEvidence recent, ToldLedger ledger, Instant reached) {
    this.settled = settled;
    this.recent = recent;
    this.ledger = ledger;
    this.reached = reached;
  }

  /** NetBIOS name in lower case. */
  public String server() {
    return settled.name();
  }

  /** How often this was forgotten of the server because a bound was reached. */
  public long evictions(Eviction kind) {
    return (current == null ? settled : current).evictions.of(kind) + evictions.of(kind);
  }

  /** Writes all of it. */
  public void writeTo(StateWriter out) {
    settled.writeTo(out);
    recent.writeTo(out);
    ledger.writeTo(out);
    out.time(reached);
    out.time(settledUpTo);
    evictions.writeTo(out);
  }

  /** Reads what {@link #writeTo} wrote. */
  public static Chronicle readFrom(StateReader in, Thresholds thresholds) {
    Chronicle chronicle =
        new Chronicle(
            BackEndState.readFrom(in, thresholds),
            RecentEvidence.readFrom(in),
            ToldLedger.readFrom(in),
            in.time());
    chronicle.settledUpTo = in.time();
    chronicle.evictions.readFrom(in);
    return chronicle;
  }
}
