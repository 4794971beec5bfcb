/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.decode;

import io.hop444.collector.domain.RequesterRules;
import io.hop444.collector.redaction.Redaction;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * How files are read.
 *
 * @param collector id written into every position
 * @param requesters tells people from probes and services
 * @param redaction what is replaced before a record is made
 * @param maxUnitBytes longest line, event or inventory that is taken; longer ones are dead letters
 * @param maxDeadLetters dead letters of one file; further ones are only counted
 * @param clock dates dead letters
 * @param servers what hosts are called
 * @param zones of servers and sites whose shippers write local times without one
 */
public record ReaderSettings(
    String collector,
    Requesters requesters,
    Redaction redaction,
    int maxUnitBytes,
    int maxDeadLetters,
    InstantSource clock,
    ServerNames servers,
    LocalZones zones) {

  /** 1 MiB: sixty times the longest row that Exchange writes. */
  public static final int DEFAULT_MAX_UNIT_BYTES = 1 << 20;

  /** Dead letters of one file. */
  public static final int DEFAULT_MAX_DEAD_LETTERS = 1_000;

  /** Settings for an estate whose folders are not known. */
  public ReaderSettings(
      String collector,
      Requesters requesters,
      Redaction redaction,
      int maxUnitBytes,
      int maxDeadLetters,
      InstantSource clock) {
    this(
        collector,
        requesters,
        redaction,
        maxUnitBytes,
        maxDeadLetters,
        clock,
        ServerNames.AS_TOLD,
        LocalZones.NONE);
  }

  /** Settings for reading the history of an estate in this folder. */
  public static ReaderSettings forReplay(InstantSource clock, Path estate) {
    return forReplay(clock).with(ServerNames.of(estate, clock));
  }

  /** The same for an estate whose servers are known. */
  public ReaderSettings with(ServerNames known) {
    return new ReaderSettings(
        collector, requesters, redaction, maxUnitBytes, maxDeadLetters, clock, known, zones);
  }

  /** The same with zones that are named. */
  public ReaderSettings with(LocalZones named) {
    return new ReaderSettings(
        collector, requesters, redaction, maxUnitBytes, maxDeadLetters, clock, servers, named);
  }

  /** The same for units of another length. */
  public ReaderSettings withMaxUnitBytes(int most) {
    return new ReaderSettings(
        collector, requesters, redaction, most, maxDeadLetters, clock, servers, zones);
  }

  /** Settings for reading history: nothing is redacted. */
  public static ReaderSettings forReplay(InstantSource clock) {
    return new ReaderSettings(
        "replay",
        new Requesters(RequesterRules.DEFAULT),
        Redaction.OFF,
        DEFAULT_MAX_UNIT_BYTES,
        DEFAULT_MAX_DEAD_LETTERS,
        clock);
  }
}
