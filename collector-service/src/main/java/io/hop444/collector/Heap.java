/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import java.lang.management.ManagementFactory;

/** This process's heap. */
final class Heap {

  /**
   * Percent of the heap that a full collection leaves free. The JVM lets both be set at any time.
   */
  private static final String LEAST_FREE = "MinHeapFreeRatio";

  private static final String MOST_FREE = "MaxHeapFreeRatio";

  private Heap() {}

  /**
   * Collects it and gives back what is not needed. Only for that time little is left free: under
   * load a heap that is always as small is collected so often that a third fewer rows are read.
   *
   * @throws IllegalArgumentException when this JVM knows no such options or does not take the
   *     values
   */
  static void shrink() {
    HotSpotDiagnosticMXBean jvm =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    if (jvm == null) {
      System.gc();
      return;
    }
    VMOption least = jvm.getVMOption(LEAST_FREE);
    VMOption most = jvm.getVMOption(MOST_FREE);
    if (!least.isWriteable() || !most.isWriteable()) {
      System.gc();
      return;
    }
    jvm.setVMOption(LEAST_FREE, "5");
    jvm.setVMOption(MOST_FREE, "10");
    try {
      System.gc();
    } finally {
      jvm.setVMOption(MOST_FREE, most.getValue());
      jvm.setVMOption(LEAST_FREE, least.getValue());
    }
  }
}
