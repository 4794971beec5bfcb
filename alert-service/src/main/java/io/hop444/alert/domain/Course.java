/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

import java.time.Instant;

/** When it failed; event time. */
public record Course(Instant startedAt, Instant detectedAt, Instant lastFailureAt) {}
