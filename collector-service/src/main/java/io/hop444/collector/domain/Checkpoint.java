/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.domain;

/**
 * How far a file was taken.
 *
 * @param offset bytes from the start; where reading goes on after a restart
 * @param headerOffset offset of the header line in force there, -1 when there is none
 * @param fingerprint of the bytes just before {@code offset}: tells whether the file is still the
 *     one that was read, whatever its name, its first bytes or its inode
 * @param readUpTo latest time of a row before {@code offset}, in milliseconds since 1970; {@link
 *     Long#MIN_VALUE} when there was none
 */
public record Checkpoint(long offset, long headerOffset, long fingerprint, long readUpTo) {

  /** Nothing was taken yet. */
  public static final Checkpoint START = new Checkpoint(0, -1, 0, Long.MIN_VALUE);
}
