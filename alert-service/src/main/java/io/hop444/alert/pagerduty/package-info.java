/* SPDX-License-Identifier: Apache-2.0 */
/** Tells PagerDuty by Events API v2. Sending and retrying are in {@code delivery}. */
package io.hop444.alert.pagerduty;
