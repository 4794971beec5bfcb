/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

/** A row of a made-up estate, and what the world knows of it. */
final class WrittenRow {
  final String log;
  final String stem;
  final int length;

  /** Whether the tailer had a round while it was there. */
  boolean seen;

  WrittenRow(String log, String stem, int length) {
    this.log = log;
    this.stem = stem;
    this.length = length;
  }
}
