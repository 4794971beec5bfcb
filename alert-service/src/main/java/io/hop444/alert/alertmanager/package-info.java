/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Tells whoever understands the webhooks of Prometheus Alertmanager. Sending and retrying are in
 * {@code delivery}.
 */
package io.hop444.alert.alertmanager;
