/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Tells a channel of Slack by an incoming webhook. Sending and retrying are in {@code delivery}.
 */
package io.hop444.alert.slack;
