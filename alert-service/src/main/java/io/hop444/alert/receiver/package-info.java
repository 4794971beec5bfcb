/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What an operator says of a receiver: its kind, its address, its secrets, which addresses it may
 * have. How a kind writes its messages is in the package of its name.
 */
package io.hop444.alert.receiver;
