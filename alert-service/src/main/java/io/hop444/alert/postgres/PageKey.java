/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.postgres;

import java.time.Instant;

/** Where a page ended: lists are ordered by time and id, newest first. */
public record PageKey(Instant at, String id) {}
