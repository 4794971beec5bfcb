/* SPDX-License-Identifier: Apache-2.0 */

/**
 * {@code hop444 up}: validated settings ({@link io.hop444.cli.up.UpSettings}) become five children
 * ({@link io.hop444.cli.up.LocalSystem}) that a {@link io.hop444.cli.up.Supervisor} starts, brings
 * back when they die, and stops. Everything that survives is in the data folder. Not here: what the
 * children do; how the broker and the database run is in {@code io.hop444.localstack}.
 */
package io.hop444.cli.up;
