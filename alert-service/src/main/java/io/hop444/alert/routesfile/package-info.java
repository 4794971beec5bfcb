/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Reads the file of routes (YAML) and checks all of it. What is wrong is said with file, line and
 * remedy; nothing is guessed. Start at {@link io.hop444.alert.routesfile.RoutesFile}.
 */
package io.hop444.alert.routesfile;
