/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.file;

/** How one kind of log names its files and starts them. Every method is called by one thread. */
public interface LogNaming {

  /** Number of the period a moment lies in; a new period is a new file. */
  long period(long millis);

  /**
   * File name.
   *
   * @param part 1 for the first file of the period, then 2, 3, …
   */
  String fileName(long millis, int part);

  /** A file is continued in the next part beyond this many bytes. */
  long maxBytes();

  /**
   * Lines at the head of a file, each with its line end.
   *
   * @param fileIsNew false when an existing file is continued, as after a restart
   */
  String header(long millis, boolean fileIsNew);
}
