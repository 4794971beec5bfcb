/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

import java.time.Instant;

/** First and last occurrence in event time, and how many there were. */
public record Period(Instant firstAt, Instant lastAt, long count) {}
