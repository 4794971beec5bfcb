/* SPDX-License-Identifier: Apache-2.0 */

/**
 * {@code hop444 demo}: the system of {@code up} on the logs of a made-up estate in which a back end
 * breaks. Not here: what the estate writes; that is the estate simulator's.
 */
package io.hop444.cli.demo;
