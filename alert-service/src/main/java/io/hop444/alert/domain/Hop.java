/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.domain;

/**
 * One arrow of the diagram.
 *
 * @param number 1 client to 443, 2 front end to 444, 3 back end
 * @param verdict UNKNOWN, OK, FAILED or ABSENT
 */
public record Hop(int number, String verdict, String detail) {}
