/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.estate;

/**
 * Builds the simulator knows, with the width of their HttpProxy log. The widths 69, 70 and 74 are
 * the ones seen in published logs; which build between them added {@code EdgeTraceId} is a guess.
 */
public enum ExchangeBuild {
  EXCHANGE_2013_CU23(15, 0, 1497, 12, 69),
  EXCHANGE_2016_CU3(15, 1, 466, 33, 69),
  EXCHANGE_2016_CU12(15, 1, 1713, 5, 70),
  EXCHANGE_2016_CU23(15, 1, 2507, 35, 74),
  EXCHANGE_2019_CU6(15, 2, 659, 4, 74),
  EXCHANGE_SE(15, 2, 2562, 17, 74);

  private final String columns;
  private final String version;
  private final String targetVersion;
  private final int proxyColumns;

  ExchangeBuild(int major, int minor, int build, int revision, int proxyColumns) {
    this.columns = major + "," + minor + "," + build + "," + revision;
    this.version = "%d.%02d.%04d.%03d".formatted(major, minor, build, revision);
    this.targetVersion = "%d.%02d.%04d.000".formatted(major, minor, build);
    this.proxyColumns = proxyColumns;
  }

  /** Number of columns of this build's HttpProxy log: 69, 70 or 74. */
  public int proxyColumns() {
    return proxyColumns;
  }

  /** As four CSV columns, for example {@code 15,2,659,4}. */
  public String asColumns() {
    return columns;
  }

  /** As the {@code #Version} line has it, for example {@code 15.02.0659.004}. */
  public String asVersion() {
    return version;
  }

  /** As the column {@code TargetServerVersion} has it: the revision is always zero there. */
  public String asTargetVersion() {
    return targetVersion;
  }
}
