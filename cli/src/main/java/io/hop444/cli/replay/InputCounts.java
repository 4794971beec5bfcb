/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.replay;

import static java.util.stream.Collectors.joining;

import io.hop444.collector.decode.LocalTimesRead;
import io.hop444.collector.decode.ReadCounts;
import io.hop444.collector.estate.LogFile;
import io.hop444.collector.estate.RecordReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** What was read in all. */
final class InputCounts {

  private static final int TOLD_ZONES = 20;

  private final PrintWriter problems;
  private final Map<String, Long> recordsByKind = new TreeMap<>();
  private long files;
  private long lines;
  private long bytes;
  private long undecodable;
  private long filesWithLocalTimes;

  InputCounts(PrintWriter problems) {
    this.problems = problems;
  }

  void record(SpecificRecord value) {
    recordsByKind.merge(value.getSchema().getName(), 1L, Long::sum);
  }

  void finished(LogFile file, RecordReader reader) {
    ReadCounts counts = reader.counts();
    tellZone(file, reader.localTimes());
    files++;
    lines += counts.lines();
    undecodable += counts.undecodable();
    bytes += reader.bytes();
  }

  /** What was assumed can be wrong: a copy may have lost the time that told it. */
  private void tellZone(LogFile file, LocalTimesRead read) {
    if (!read.anyUnknown() && read.toldByFile().isEmpty()) {
      return;
    }
    filesWithLocalTimes++;
    if (filesWithLocalTimes > TOLD_ZONES) {
      return;
    }
    String name = "--zone " + file.site() + "=ZONE";
    String how =
        read.anyUnknown()
            ? "UTC, nothing tells the zone. Give " + name + ", such as Europe/Berlin."
            : read.toldByFile().stream().map(InputCounts::offset).collect(joining(", "))
                + ", as the end of the file tells. Give "
                + name
                + " if that is wrong.";
    problems.println(
        "hop444: " + file.source() + " has local times without a zone: taken as " + how);
  }

  /** Files with local times beside those that were named. */
  long moreFilesWithLocalTimes() {
    return Math.max(0, filesWithLocalTimes - TOLD_ZONES);
  }

  private static String offset(ZoneOffset offset) {
    return offset.equals(ZoneOffset.UTC) ? "UTC" : "UTC" + offset;
  }

  /** Told, never fatal: the rest of the estate is worth reading. */
  void unreadable(String source, IOException failure) {
    problems.println(
        "hop444: cannot read " + source + " (" + failure + "); it is left out. Check its rights.");
  }

  long files() {
    return files;
  }

  long lines() {
    return lines;
  }

  long bytes() {
    return bytes;
  }

  long undecodable() {
    return undecodable;
  }

  Map<String, Long> recordsByKind() {
    return recordsByKind;
  }
}
