/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.jboss.logging.Logger;

/** This process's heap. */
final class Heap {

  private static final Logger LOG = Logger.getLogger(Heap.class);

  /**
   * Percent of the heap that a full collection leaves free. The JVM lets both be set at any time.
   */
  private static final String LEAST_FREE = "MinHeapFreeRatio";

  private static final String MOST_FREE = "MaxHeapFreeRatio";

  private Heap() {}

  /**
   * Collects it and gives back what is not needed. Only for that time little is left free: under
   * load a heap that is always as small is collected so often that a third fewer rows are read.
   */
  static void shrink() {
    HotSpotDiagnosticMXBean jvm =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    if (jvm == null) {
      System.gc();
      return;
    }
    String least = jvm.getVMOption(LEAST_FREE).getValue();
    String most = jvm.getVMOption(MOST_FREE).getValue();
    try {
      jvm.setVMOption(LEAST_FREE, "5");
      jvm.setVMOption(MOST_FREE, "10");
      System.gc();
    } catch (IllegalArgumentException e) {
      LOG.debugf("The heap keeps its size: this JVM does not let it be set. reason=%s", e);
    } finally {
      jvm.setVMOption(MOST_FREE, most);
      jvm.setVMOption(LEAST_FREE, least);
    }
  }
}
