/* SPDX-License-Identifier: Apache-2.0 */
/** Finds the pseudonym of a person or an address, as for an erasure. */
package io.hop444.cli.pseudonym;
