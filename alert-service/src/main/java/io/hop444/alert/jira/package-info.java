/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Tells Jira Service Management by its alerts API. Sending and retrying are in {@code delivery}.
 */
package io.hop444.alert.jira;
