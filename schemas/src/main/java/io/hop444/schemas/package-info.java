/* SPDX-License-Identifier: Apache-2.0 */

/**
 * The wire contract of hop444: which topics there are, what is in them, and the one codec that
 * reads and writes their values (Avro single-object encoding, see docs/adr/0002).
 *
 * <p>Start with {@link io.hop444.schemas.Topic}. The record types are generated from {@code
 * src/main/avro} into {@code io.hop444.wire}. Not here: anything that knows what a record means.
 */
package io.hop444.schemas;
