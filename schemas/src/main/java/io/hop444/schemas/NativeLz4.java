/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.schemas;

import net.jpountz.lz4.LZ4Factory;

/**
 * Lets Kafka's clients in this process compress and decompress with lz4's native code. They choose
 * it by themselves only where lz4 was loaded by the system's class loader, which Quarkus' is not,
 * and otherwise take one in Java that costs a correlator a sixth of its time.
 */
public final class NativeLz4 {

  private NativeLz4() {}

  /**
   * Loads it; to be called before the first client of Kafka is made.
   *
   * @return false where there is none for this machine or it may not be loaded, as from a folder
   *     for temporary files without execution; Java's does the same then
   */
  public static boolean load() {
    try {
      LZ4Factory.nativeInstance();
      return LZ4Factory.fastestInstance() == LZ4Factory.nativeInstance();
    } catch (LinkageError | AssertionError e) {
      return false;
    }
  }
}
