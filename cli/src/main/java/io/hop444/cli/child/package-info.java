/* SPDX-License-Identifier: Apache-2.0 */

/**
 * What runs inside the child processes of {@code hop444 up}, before a service's own main class. In
 * a jar of its own: nothing else of the command is on a service's class path.
 */
package io.hop444.cli.child;
