/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.decode;

/**
 * Turns the bytes of one file into records, piece by piece as they come. A parser belongs to one
 * file and one thread.
 */
public interface LogParser {

  /** Longest header that is looked for; Exchange's has 1,300 bytes. */
  int MAX_HEADER_BYTES = 65_536;

  /**
   * Takes what is complete in {@code bytes[from, to)}.
   *
   * @param offset place of {@code from} in the file
   * @param end whether the file ends at {@code to} for good: then the rest is taken too, or counted
   *     as undecodable
   * @return how many bytes were taken; the others are to be given again, with more behind them
   */
  int parse(byte[] bytes, int from, int to, long offset, boolean end);

  /**
   * Prepares a parser for going on in mid-file.
   *
   * @param head the first bytes of the file, at least {@link
   *     io.hop444.collector.text.TextEncoding#MARK_BYTES} where it has so many
   * @param headerOffset as {@link #headerOffset} was then
   * @param header bytes from there on, to where reading goes on, {@link #MAX_HEADER_BYTES} at most;
   *     empty when there was none
   */
  void resume(byte[] head, long headerOffset, byte[] header);

  /** Where the header in force starts, -1 when the format has none or none was seen. */
  long headerOffset();

  /** Offset behind the last line or element taken whole: where a later parser may go on. */
  long resumeOffset();
}
