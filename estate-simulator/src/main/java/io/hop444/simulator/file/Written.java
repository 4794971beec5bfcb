/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.file;

/** Counts what was written. Not safe for use by several threads. */
public final class Written {

  private long lines;
  private long bytes;
  private long files;

  void lines(long more) {
    lines += more;
  }

  void bytes(long more) {
    bytes += more;
  }

  void file() {
    files++;
  }

  /** Lines of all files, headers included. */
  public long lines() {
    return lines;
  }

  public long bytes() {
    return bytes;
  }

  public long files() {
    return files;
  }
}
