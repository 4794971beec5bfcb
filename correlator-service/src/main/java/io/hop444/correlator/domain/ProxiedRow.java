/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * A row of the HttpProxy log.
 *
 * @param backEnd NetBIOS name of the target; null when the request was not routed
 * @param targetHost the target as the row writes it, usually its full name; null like backEnd
 * @param failure name of the failure as Exchange wrote it, null when there is none
 * @param probe whether no person is behind the request
 * @param user who is behind it (a pseudonym), null when nobody or not known
 * @param requestId null when the row has none
 * @param stem path of the request, null when not known
 * @param begunAt when the request of an answer began, which its connection is older than: a mobile
 *     device or Outlook waits for news for many minutes; null where it is not known; by the front
 *     end's clock, as the time of the source
 * @param ahead by how much the front end's clock is ahead of the back end's
 */
public record ProxiedRow(
    Source source,
    String frontEnd,
    String backEnd,
    String targetHost,
    String protocol,
    ProxiedOutcome outcome,
    String failure,
    boolean probe,
    String user,
    String requestId,
    String stem,
    Instant begunAt,
    Duration ahead)
    implements Evidence {
  /** Event time by the back end's clock. */
  @Override
  public Instant at() {
    return source.time().minus(ahead);
  }

  /** The moment at which its answer proves the second hop, by the back end's clock. */
  public Instant provesAt() {
    return begunAt == null || begunAt.isAfter(source.time()) ? at() : begunAt.minus(ahead);
  }

  /** True where the second hop failed and the front end's IIS log may have the request. */
  public boolean hasFirstHopToFind() {
    return requestId != null
        && backEnd != null
        && (outcome.suspectsTls() || outcome == ProxiedOutcome.UNREACHABLE);
  }

  ProxiedRow as(ProxiedOutcome other) {
    return with(other, begunAt, ahead);
  }

  /** The same by the clock of a front end that is so much ahead of the back end's. */
  ProxiedRow ahead(Duration difference) {
    return with(outcome, begunAt, difference);
  }

  /** The same answer as proof of a later moment, by the front end's clock. */
  ProxiedRow begunAt(Instant begun) {
    return with(outcome, begun, ahead);
  }

  private ProxiedRow with(ProxiedOutcome newOutcome, Instant begun, Duration difference) {
    return new ProxiedRow(
        source,
        frontEnd,
        backEnd,
        targetHost,
        protocol,
        newOutcome,
        failure,
        probe,
        user,
        requestId,
        stem,
        begun,
        difference);
  }

  /** Without its text, and an answer without who asked. */
  ProxiedRow slim() {
    return slim(0);
  }

  /** With at most so much of its text, and an answer without who asked. */
  ProxiedRow slim(int text) {
    boolean answer = outcome.provesTls();
    return new ProxiedRow(
        source.cutTo(text),
        frontEnd,
        backEnd,
        answer ? null : targetHost,
        protocol,
        outcome,
        answer ? null : failure,
        probe,
        answer ? null : user,
        answer ? null : requestId,
        answer ? null : stem,
        begunAt,
        ahead);
  }

  /** True for an answer that {@link #slim} would leave as it is. */
  boolean isSlim() {
    return source.text().isEmpty()
        && targetHost == null
        && failure == null
        && user == null
        && requestId == null
        && stem == null;
  }

  @Override
  public void readBy(Reader reader) {
    reader.proxied(this);
  }
}
