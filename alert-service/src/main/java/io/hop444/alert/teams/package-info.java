/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Tells a channel of Microsoft Teams by a workflow's webhook. Sending and retrying are in {@code
 * delivery}.
 */
package io.hop444.alert.teams;
