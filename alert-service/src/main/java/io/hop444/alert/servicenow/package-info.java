/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Tells ServiceNow by its event API ({@code em/jsonv2}). Sending and retrying are in {@code
 * delivery}.
 */
package io.hop444.alert.servicenow;
