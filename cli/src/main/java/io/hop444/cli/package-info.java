/* SPDX-License-Identifier: Apache-2.0 */

/**
 * The command {@code hop444}. Start with {@link io.hop444.cli.Hop444}, which lists the subcommands;
 * each has a package of its own: {@code up} and {@code demo} run the whole system on this machine.
 * Not here: anything a service does; the services are started as processes, never called.
 */
package io.hop444.cli;
