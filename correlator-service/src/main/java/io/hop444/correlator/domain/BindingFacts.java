/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * What events and snapshots of a server say of its port 444. Each fact keeps its latest source,
 * whatever order they arrive in.
 */
final class BindingFacts {

  private static final int TEXT_KEPT = 1024;

  /** An event may be stamped this much after the first failure it explains. */
  private static final int SLACK_SECONDS = 60;

  /** The clock of a server may be off by minutes against those of others. */
  private static final int SKEW_SECONDS = 300;

  /** HTTP.sys reports a failed handshake, and the front end its failed request, this close. */
  private static final int SAME_HANDSHAKE_SECONDS = 10;

  /** Deleted and created again within this time is one replacement. */
  private static final int REPLACED_SECONDS = 5;

  /** 15300, or 119 of HttpService: the settings of the endpoint were deleted. */
  Source deleted;

  /** 15301: they were created. */
  Source created;

  /** 15021: HTTP.sys could not use them; the first of a flood. */
  Source unusable;

  /** Time of the last of that flood. */
  Instant unusableLast;

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

  /** Certificate lifecycle 1002: a certificate of the machine's store has expired. */
  Source expired;

  /** Who did that, where the event tells. */
  String lifecycleActor;

  /** Who changed something lately. */
  Actors actors = new Actors();

  /** What probes of port 444 showed. */
  ProbeFacts probes = new ProbeFacts();

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

  /**
   * True when at that moment the settings were deleted and not created again yet. Settings that
   * were created again at once were replaced, not deleted.
   */
  boolean isDeletedAt(Instant moment) {
    return deleted != null
        && !deleted.time().isAfter(moment.plusSeconds(SLACK_SECONDS))
        && !replacedAtOnce()
        && (created == null
            || created.time().isBefore(deleted.time())
            || created.time().isAfter(moment));
  }

  private boolean replacedAtOnce() {
    return created != null
        && !created.time().isBefore(deleted.time())
        && created.time().isBefore(deleted.time().plusSeconds(REPLACED_SECONDS));
  }

  /** True when the settings were created again after a deletion and are of no use either. */
  boolean isCreatedInVain() {
    if (deleted == null || created == null || !created.time().isAfter(deleted.time())) {
      return false;
    }
    Instant since = created.time();
    return (unusableLast != null && unusableLast.isAfter(since))
        || (keyTrouble != null && keyTrouble.time().isAfter(since))
        || (snapshotOfFailure != null
            && snapshotOfFailure.takenAt().isAfter(since)
            && snapshotOfFailure.showsUselessCertificate());
  }

  /**
   * The event that by itself proves port 444 of this server broken at failures from {@code first}
   * to {@code last}, null when there is none. Answers over 444 disprove an event: at once where
   * HTTP.sys could not use the settings, since it says so at every handshake; after {@code reach}
   * where they were deleted, since pooled connections live on for a while.
   *
   * <p>A probe proves as much: a handshake that the server broke off, while nothing has come over
   * 444 since.
   *
   * @param lastSuccess last answer to anybody, null when there was none
   */
  Source conclusiveFor(Instant first, Instant last, Instant lastSuccess, Duration reach) {
    if (isDeletedAt(last) && !isServingAfter(deleted.time().plus(reach), lastSuccess)) {
      return deleted;
    }
    Source useless = unusableFor(first, last, lastSuccess, reach);
    return useless != null ? useless : probes.brokenFor(first, last, lastSuccess);
  }

  /**
   * True when an event explains a failure of that moment by itself, whatever answers come around
   * it: those come over connections that were made before, which a front end keeps and uses again,
   * and new ones fail.
   *
   * @param reach how long after the settings were deleted such connections may live
   */
  boolean explains(Instant failure, Duration reach) {
    boolean deletedStill =
        deleted != null && (created == null || created.time().isBefore(deleted.time()));
    if (deletedStill
        && !failure.isBefore(deleted.time())
        && failure.isBefore(deleted.time().plus(reach))) {
      return true;
    }
    return unusable != null
        && (created == null || created.time().isBefore(unusableLast))
        && !failure.isBefore(unusable.time().minusSeconds(SAME_HANDSHAKE_SECONDS))
        && !failure.isAfter(unusableLast.plusSeconds(SAME_HANDSHAKE_SECONDS));
  }

  private boolean isServingAfter(Instant moment, Instant lastSuccess) {
    Instant shownAt = probes.lastShownAt();
    return (lastSuccess != null && lastSuccess.isAfter(moment))
        || (shownAt != null && shownAt.isAfter(moment));
  }

  private Source unusableFor(Instant first, Instant last, Instant lastSuccess, Duration reach) {
    if (unusable == null
        || unusable.time().isBefore(first.minus(reach))
        || (created != null
            && !created.time().isBefore(unusableLast)
            && !created.time().isAfter(last))) {
      return null;
    }
    boolean near = !unusableLast.isBefore(first.minusSeconds(SLACK_SECONDS));
    boolean disproved = lastSuccess != null && lastSuccess.isAfter(unusableLast);
    return near || !disproved ? unusable : null;
  }

  /**
   * What was bound before an event of that time, as a snapshot or probe shows it; null when it is
   * not known, or was replaced since it was seen.
   */
  String boundThumbprintAt(Instant moment) {
    SnapshotFacts probed = probes.shown();
    SnapshotFacts seen =
        probed != null && (snapshot == null || probed.takenAt().isAfter(snapshot.takenAt()))
            ? probed
            : snapshot;
    boolean replaced =
        seen != null
            && created != null
            && created.time().isAfter(seen.takenAt())
            && !created.time().isAfter(moment);
    return seen == null || replaced ? null : seen.thumbprint();
  }

  /** Of the certificate that the failure is about; null when it is not known. */
  String thumbprintOfFailure() {
    SnapshotFacts probed = probes.shownOfFailure();
    boolean byProbe =
        probed != null
            && (snapshotOfFailure == null || probed.takenAt().isAfter(snapshotOfFailure.takenAt()));
    SnapshotFacts shown = byProbe ? probed : snapshotOfFailure;
    return shown == null ? null : shown.thumbprint();
  }

  /** A failure of that time proves that what was seen before it had not been repaired. */
  void failedAt(Instant moment) {
    if (snapshot != null && !snapshot.takenAt().isAfter(moment)) {
      snapshotOfFailure = snapshot;
    }
    probes.failedAt(moment);
  }

  /** Forgets what a proven recovery has overtaken. */
  void disproveEvents(Instant recovery) {
    unusable = null;
    unusableLast = null;
    probes.settle();
    if (deleted != null && !deleted.time().isAfter(recovery)) {
      deleted = null;
    }
  }

  /**
   * True when a conflict was reported and no answer came over 444 since, as far as clocks agree.
   */
  boolean hasConflict(Instant lastSuccess) {
    boolean reported =
        conflict != null
            && (lastSuccess == null
                || lastSuccess.isBefore(conflict.time().plusSeconds(SKEW_SECONDS)));
    return reported || bindsSingleAddress(lastSuccess);
  }

  /**
   * True when the site binds 444 to one address and no answer came over 444 since that is known.
   */
  boolean bindsSingleAddress(Instant lastSuccess) {
    return snapshot != null
        && snapshot.singleAddress() != null
        && (lastSuccess == null || lastSuccess.isBefore(snapshot.takenAt()));
  }

  void writeTo(StateWriter out) {
    out.optional(deleted, Source::writeTo);
    out.optional(created, Source::writeTo);
    out.optional(unusable, Source::writeTo);
    out.time(unusableLast);
    out.text(unusableStatus);
    out.optional(conflict, Source::writeTo);
    out.optional(keyTrouble, Source::writeTo);
    out.optional(cipherMismatch, Source::writeTo);
    out.optional(nameMismatch, Source::writeTo);
    out.optional(lifecycle, Source::writeTo);
    out.optional(expired, Source::writeTo);
    out.text(lifecycleActor);
    actors.writeTo(out);
    probes.writeTo(out);
    out.optional(snapshot, SnapshotFacts::writeTo);
    out.optional(snapshotOfFailure, SnapshotFacts::writeTo);
  }

  static BindingFacts readFrom(StateReader in) {
    BindingFacts facts = new BindingFacts();
    facts.deleted = in.optional(Source::readFrom);
    facts.created = in.optional(Source::readFrom);
    facts.unusable = in.optional(Source::readFrom);
    facts.unusableLast = in.time();
    facts.unusableStatus = in.text();
    facts.conflict = in.optional(Source::readFrom);
    facts.keyTrouble = in.optional(Source::readFrom);
    facts.cipherMismatch = in.optional(Source::readFrom);
    facts.nameMismatch = in.optional(Source::readFrom);
    facts.lifecycle = in.optional(Source::readFrom);
    facts.expired = in.optional(Source::readFrom);
    facts.lifecycleActor = in.text();
    facts.actors = Actors.readFrom(in);
    facts.probes = ProbeFacts.readFrom(in);
    facts.snapshot = in.optional(SnapshotFacts::readFrom);
    facts.snapshotOfFailure = in.optional(SnapshotFacts::readFrom);
    return facts;
  }
}
