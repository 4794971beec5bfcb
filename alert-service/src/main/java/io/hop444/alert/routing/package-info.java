/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Who is told of what, and when not: the tree of routes, hours, silences and maintenance windows.
 * Pure, as the domain: no clock, no file, no SQL. Start at {@link io.hop444.alert.routing.Routing}.
 */
package io.hop444.alert.routing;
