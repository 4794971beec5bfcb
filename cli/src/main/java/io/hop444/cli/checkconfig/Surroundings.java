/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.checkconfig;

import java.time.Duration;
import java.time.InstantSource;

/**
 * What the checks of all services share.
 *
 * @param clock of this machine
 * @param mostSkew by which another machine's clock may differ
 * @param leastMegabytes that a data folder must have free
 */
record Surroundings(
    InstantSource clock,
    Duration mostSkew,
    long leastMegabytes,
    PortCheck ports,
    WatchedGroup groups) {}
