/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Measures the alert service beside Prometheus' Alertmanager under the same load, one after the
 * other, each with everything it needs on this machine. Start with {@link
 * io.hop444.bench.alert.AlertBench}; {@code bench/run-alert} does.
 */
package io.hop444.bench.alert;
