/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.replay;

import io.hop444.collector.decode.ReadCounts;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** What was read in all. */
final class InputCounts {

  private final PrintWriter problems;
  private final Map<String, Long> recordsByKind = new TreeMap<>();
  private long files;
  private long lines;
  private long bytes;
  private long undecodable;

  InputCounts(PrintWriter problems) {
    this.problems = problems;
  }

  void record(SpecificRecord value) {
    recordsByKind.merge(value.getSchema().getName(), 1L, Long::sum);
  }

  void finished(ReadCounts counts, long bytesOfFile) {
    files++;
    lines += counts.lines();
    undecodable += counts.undecodable();
    bytes += bytesOfFile;
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
