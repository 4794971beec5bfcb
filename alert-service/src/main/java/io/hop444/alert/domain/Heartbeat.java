/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

/** A sign of life of a collector. */
public record Heartbeat(String collector, String site) {}
