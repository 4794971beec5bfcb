/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Takes what ticket systems say of incidents: proves who says it, reads it by the fields and states
 * of the file of routes, and changes the incident. It answers outside {@code /api}: the signature
 * is the key.
 */
package io.hop444.alert.ticket;
