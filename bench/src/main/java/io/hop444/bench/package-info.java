/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Measures hop444 beside its peers on the same files and the same kind of broker. Start with {@link
 * io.hop444.bench.CollectorBench}. Results stand in {@code bench/RESULTS.md}. Not here: tests;
 * nothing of this runs in a normal build.
 */
package io.hop444.bench;
