/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Instant;

/**
 * What events and snapshots of a server say of its port 444. Each fact keeps its latest source,
 * whatever order they arrive in.
 */
final class BindingFacts {

  private static final int TEXT_KEPT = 1024;

  /** An event may be stamped this much after the first failure it explains. */
  private static final int SLACK_SECONDS = 60;

  /** 15300, or 119 of HttpService: the settings of the endpoint were deleted. */
  Source deleted;

  /** 15301: they were created. */
  Source created;

  /** 15021: HTTP.sys could not use them; the first since the last success, and the last. */
  Source unusable;

  /** Status code of the last 15021 in hexadecimal, null when it carries none. */
  String unusableStatus;

  /** 15005, or 1004/1007 of W3SVC: the prefix or the port could not be had. */
  Source conflict;

  /** Schannel 36869/36870 for a server credential: the private key cannot be used. */
  Source keyTrouble;

  /** Schannel 36874: no common cipher. */
  Source cipherMismatch;

  /** Schannel 36884 of a front end that expected this server's name. */
  Source nameMismatch;

  /**
   * Certificate lifecycle 1001/1004/1005: the bound certificate was replaced, deleted, archived.
   */
  Source lifecycle;

  /** Who did that, where the event tells. */
  String lifecycleActor;

  /** The latest snapshot. */
  SnapshotFacts snapshot;

  /** The latest snapshot that shows the failure: taken before it was repaired. */
  SnapshotFacts snapshotOfFailure;

  /** The later of two; the kept text is cut. */
  static Source later(Source one, Source other) {
    if (one == null || other.time().isAfter(one.time())) {
      return other.cutTo(TEXT_KEPT);
    }
    return one;
  }

  /** True when at that moment the settings were deleted and not created again yet. */
  boolean isDeletedAt(Instant moment) {
    return deleted != null
        && !deleted.time().isAfter(moment.plusSeconds(SLACK_SECONDS))
        && (created == null
            || created.time().isBefore(deleted.time())
            || created.time().isAfter(moment));
  }

  /**
   * The event that by itself proves port 444 of this server broken at a failure at {@code failure},
   * null when there is none.
   */
  Source conclusiveFor(Instant failure, Instant reachesBackTo) {
    if (isDeletedAt(failure)) {
      return deleted;
    }
    if (unusable != null
        && !unusable.time().isBefore(reachesBackTo)
        && (created == null
            || created.time().isBefore(unusable.time())
            || created.time().isAfter(failure))) {
      return unusable;
    }
    return null;
  }

  /** True when a conflict was reported and no answer came over 444 since. */
  boolean hasConflict(Instant lastSuccess) {
    boolean reported =
        conflict != null && (lastSuccess == null || lastSuccess.isBefore(conflict.time()));
    return reported || (snapshot != null && snapshot.singleAddress() != null);
  }

  void writeTo(StateWriter out) {
    out.optional(deleted, Source::writeTo);
    out.optional(created, Source::writeTo);
    out.optional(unusable, Source::writeTo);
    out.text(unusableStatus);
    out.optional(conflict, Source::writeTo);
    out.optional(keyTrouble, Source::writeTo);
    out.optional(cipherMismatch, Source::writeTo);
    out.optional(nameMismatch, Source::writeTo);
    out.optional(lifecycle, Source::writeTo);
    out.text(lifecycleActor);
    out.optional(snapshot, SnapshotFacts::writeTo);
    out.optional(snapshotOfFailure, SnapshotFacts::writeTo);
  }

  static BindingFacts readFrom(StateReader in) {
    BindingFacts facts = new BindingFacts();
    facts.deleted = in.optional(Source::readFrom);
    facts.created = in.optional(Source::readFrom);
    facts.unusable = in.optional(Source::readFrom);
    facts.unusableStatus = in.text();
    facts.conflict = in.optional(Source::readFrom);
    facts.keyTrouble = in.optional(Source::readFrom);
    facts.cipherMismatch = in.optional(Source::readFrom);
    facts.nameMismatch = in.optional(Source::readFrom);
    facts.lifecycle = in.optional(Source::readFrom);
    facts.lifecycleActor = in.text();
    facts.snapshot = in.optional(SnapshotFacts::readFrom);
    facts.snapshotOfFailure = in.optional(SnapshotFacts::readFrom);
    return facts;
  }
}
