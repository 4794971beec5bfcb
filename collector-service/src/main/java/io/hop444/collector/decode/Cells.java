/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.decode;

/** The cells of one row, cut in place. An index of -1 stands for a column that the file lacks. */
public interface Cells {

  /** The bytes that the cells are pieces of: UTF-8. */
  byte[] bytes();

  /** Where the value starts. */
  int start(int index);

  /** Where the value ends; where it starts, when the cell is empty or its column missing. */
  int end(int index);
}
