/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Scenarios over the packaged system. {@link io.hop444.e2e.Scenario} says what happens in the
 * estate and what is wanted of the system; {@link io.hop444.e2e.LiveSystem} is the command {@code
 * hop444 up} with its processes, started as a user starts it. Not here: tests of a single service.
 */
package io.hop444.e2e;
