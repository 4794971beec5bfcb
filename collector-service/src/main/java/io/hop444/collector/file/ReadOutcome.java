/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

/** What a reading of a piece came to. */
enum ReadOutcome {
  /** There may be more to read at once. */
  MORE,
  /** All that is complete was read. */
  CAUGHT_UP,
  /** The file is shorter than what was read of it, or other bytes stand there. */
  REPLACED
}
