/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Standard Webhooks 1.0: signs what a generic receiver gets. Sending and retrying are in {@code
 * delivery}.
 */
package io.hop444.alert.webhook;
