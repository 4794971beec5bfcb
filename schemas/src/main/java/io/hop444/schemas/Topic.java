/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.schemas;

import io.hop444.wire.BackEndRequest;
import io.hop444.wire.BindingSnapshot;
import io.hop444.wire.ClientRequest;
import io.hop444.wire.DeadLetter;
import io.hop444.wire.Finding;
import io.hop444.wire.Gap;
import io.hop444.wire.HostEvent;
import io.hop444.wire.HttpError;
import io.hop444.wire.IncidentChange;
import io.hop444.wire.ProxiedRequest;
import io.hop444.wire.ReadProgress;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * The topics of hop444. All that bears on one back end is keyed by it and has the same number of
 * partitions, so that one task of the correlator sees it all.
 */
public enum Topic {
  /** HttpProxy rows. */
  PROXIED_REQUESTS(
      "proxied-requests",
      "target back end, else the front end",
      Group.BY_SERVER,
      Duration.ofDays(2),
      List.of(ProxiedRequest.class)),

  /** Front-end IIS rows. */
  CLIENT_REQUESTS(
      "client-requests",
      "request id (cafeReqId), else none",
      Group.BY_SERVER,
      Duration.ofDays(2),
      List.of(ClientRequest.class)),

  /** Back-end IIS rows and HTTPERR rows, port 444. */
  BACK_END_REQUESTS(
      "back-end-requests",
      "server",
      Group.BY_SERVER,
      Duration.ofDays(2),
      List.of(BackEndRequest.class, HttpError.class)),

  /** Windows events. */
  HOST_EVENTS(
      "host-events",
      "server; the back end where the event names one (Schannel 36884)",
      Group.BY_SERVER,
      Duration.ofDays(30),
      List.of(HostEvent.class)),

  /** Inventory and netsh output. */
  BINDING_SNAPSHOTS(
      "binding-snapshots",
      "server",
      Group.BY_SERVER,
      Duration.ofDays(30),
      List.of(BindingSnapshot.class)),

  /** How far each log is read; heartbeats; lost evidence. */
  READ_PROGRESS(
      "read-progress", "server", Group.BY_SERVER, Duration.ofDays(2), List.of(ReadProgress.class)),

  /** Failed requests, on their way to the front ends' rows of the same id; the correlator's own. */
  FAILED_REQUESTS(
      "failed-requests", "request id (cafeReqId)", Group.BY_SERVER, Duration.ofDays(2), List.of()),

  /**
   * First hops of failed requests, and what a front end says of every back end; the correlator's
   * own.
   */
  RELAYED_EVIDENCE(
      "relayed-evidence",
      "back end; * where it is for all",
      Group.BY_SERVER,
      Duration.ofDays(2),
      List.of()),

  /** Changes of incidents. */
  INCIDENTS(
      "incidents", "back end", Group.OUTCOME, Duration.ofDays(90), List.of(IncidentChange.class)),

  /** Look-alikes and warnings. */
  FINDINGS("findings", "server", Group.OUTCOME, Duration.ofDays(90), List.of(Finding.class)),

  /** Evidence that was not collected. */
  GAPS("gaps", "server", Group.OUTCOME, Duration.ofDays(90), List.of(Gap.class)),

  /** What could not be read. */
  DEAD_LETTERS(
      "dead-letters", "source", Group.OUTCOME, Duration.ofDays(30), List.of(DeadLetter.class));

  /** Topics of a group have the same number of partitions. */
  public enum Group {
    /** Evidence, joined by the correlator. */
    BY_SERVER(12),
    /** What comes out: few records. */
    OUTCOME(3);

    private final int defaultPartitions;

    Group(int defaultPartitions) {
      this.defaultPartitions = defaultPartitions;
    }

    /** Partitions of a new topic where the operator sets nothing else. */
    public int defaultPartitions() {
      return defaultPartitions;
    }
  }

  private final String topicName;
  private final String key;
  private final Group group;
  private final Duration retention;
  private final List<Class<? extends SpecificRecord>> recordTypes;

  Topic(
      String suffix,
      String key,
      Group group,
      Duration retention,
      List<Class<? extends SpecificRecord>> recordTypes) {
    this.topicName = "hop444." + suffix;
    this.key = key;
    this.group = group;
    this.retention = retention;
    this.recordTypes = recordTypes;
  }

  /** Name in Kafka: {@code hop444.<plural-noun>}. */
  public String topicName() {
    return topicName;
  }

  /** What the key is, in words. Keys are UTF-8 strings. */
  public String keyDescription() {
    return key;
  }

  /** The partition group. */
  public Group group() {
    return group;
  }

  /** How long Kafka keeps a record of a new topic. */
  public Duration retention() {
    return retention;
  }

  /** The record types whose route is this topic; none where records are only passed on. */
  public List<Class<? extends SpecificRecord>> recordTypes() {
    return recordTypes;
  }
}
