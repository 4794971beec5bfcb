/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.bench;

/** How the collector's Java is started here. */
final class CollectorJvm {

  static final String OPTIONS =
      "-Xms16m -Xmx96m -XX:+UseSerialGC -XX:-ShrinkHeapInSteps"
          + " -XX:+IgnoreUnrecognizedVMOptions -XX:TrimNativeHeapInterval=10000";

  private CollectorJvm() {}
}
