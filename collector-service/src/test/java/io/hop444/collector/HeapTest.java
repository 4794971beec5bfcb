/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeapTest {

  @Test
  void shouldCollectAndLeaveTheOptionsAsTheyWere() {
    List<String> before = options();
    long collections = collections();

    Heap.shrink();

    assertThat(collections()).isGreaterThan(collections);
    assertThat(options()).isEqualTo(before);
  }

  private static List<String> options() {
    HotSpotDiagnosticMXBean jvm =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    return List.of(
        jvm.getVMOption("MinHeapFreeRatio").getValue(),
        jvm.getVMOption("MaxHeapFreeRatio").getValue());
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }
}
