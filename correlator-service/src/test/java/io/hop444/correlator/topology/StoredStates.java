/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.topology;

import io.hop444.correlator.domain.Thresholds;

/** Bytes as a correlator may find them. */
public final class StoredStates {

  private StoredStates() {}

  /** Reads a state of another build. */
  public static void ofAnotherBuild() {
    new StateCodec(Thresholds.DEFAULT).decode(new byte[] {1, 0});
  }
}
