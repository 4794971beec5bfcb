/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import io.hop444.schemas.Topic;
import java.util.EnumSet;
import java.util.Set;

/** What each service reads and writes; the rights in docs/security.md are the same. */
record TopicRights(Set<Topic> reads, Set<Topic> writes) {

  private static final Set<Topic> EVIDENCE =
      EnumSet.of(
          Topic.PROXIED_REQUESTS,
          Topic.CLIENT_REQUESTS,
          Topic.BACK_END_REQUESTS,
          Topic.HOST_EVENTS,
          Topic.BINDING_SNAPSHOTS,
          Topic.READ_PROGRESS);

  static TopicRights of(ServiceName service) {
    return switch (service) {
      case COLLECTOR -> new TopicRights(Set.of(), with(EVIDENCE, Topic.DEAD_LETTERS));
      case CORRELATOR ->
          new TopicRights(
              with(EVIDENCE, Topic.FAILED_REQUESTS, Topic.RELAYED_EVIDENCE),
              EnumSet.of(
                  Topic.FAILED_REQUESTS,
                  Topic.RELAYED_EVIDENCE,
                  Topic.INCIDENTS,
                  Topic.FINDINGS,
                  Topic.GAPS,
                  Topic.DEAD_LETTERS));
      case ALERT ->
          new TopicRights(
              EnumSet.of(
                  Topic.INCIDENTS,
                  Topic.FINDINGS,
                  Topic.GAPS,
                  Topic.READ_PROGRESS,
                  Topic.BINDING_SNAPSHOTS),
              EnumSet.of(Topic.DEAD_LETTERS));
    };
  }

  private static Set<Topic> with(Set<Topic> some, Topic... more) {
    Set<Topic> all = EnumSet.copyOf(some);
    all.addAll(Set.of(more));
    return all;
  }
}
