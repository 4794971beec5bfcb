/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process has used, from Linux's {@code /proc}.
 *
 * @param cpuSeconds user and system time of all its threads
 * @param peakMegabytes largest resident size
 * @param residentMegabytes resident size now
 */
public record ProcessFigures(double cpuSeconds, long peakMegabytes, long residentMegabytes) {

  /** Linux counts in hundredths of a second on every architecture that Java runs on. */
  private static final double TICKS_PER_SECOND = 100;

  /** Of a process of this machine, right now. */
  public static ProcessFigures of(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    double cpu = (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    long peak = 0;
    long resident = 0;
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith("VmHWM:")) {
        peak = kilobytes(line) / 1024;
      } else if (line.startsWith("VmRSS:")) {
        resident = kilobytes(line) / 1024;
      }
    }
    return new ProcessFigures(cpu, peak, resident);
  }

  private static long kilobytes(String line) {
    return Long.parseLong(line.replaceAll("[^0-9]", ""));
  }
}
