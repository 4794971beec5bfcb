/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Measures the correlator: {@link io.hop444.bench.correlator.CorrelatorBench} what an instance
 * takes, beside a plain consumer, Esper and SEC, and what its state weighs; {@link
 * io.hop444.bench.correlator.LatencyBench} how long evidence takes from its line to the webhook.
 * Not here: tests; nothing of this runs in a normal build.
 */
package io.hop444.bench.correlator;
