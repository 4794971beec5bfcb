/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Sends what stands in the outbox: claims it for each target, sends it, notes what became of it.
 * What is sent is decided in {@code postgres} and {@code routing}, how it is written in the package
 * of each product.
 */
package io.hop444.alert.delivery;
