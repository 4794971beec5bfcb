/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.correlator.domain;

import java.time.Instant;

/** Counts one occurrence of a finding; the source may be null. */
@FunctionalInterface
interface Tally {
  void count(FindingKind kind, String server, Instant at, Source source);
}
