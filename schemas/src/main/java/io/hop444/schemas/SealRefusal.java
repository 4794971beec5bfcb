/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.schemas;

/** Why a record is not taken as what its site wrote. */
public enum SealRefusal {
  /** It carries no seal. */
  UNSEALED,
  /** Nobody of this name is known. */
  UNKNOWN_COLLECTOR,
  /** The seal was made for something else, or with another key. */
  FORGED,
  /** The collector may not write this site. */
  OTHER_SITE,
  /** The collector may not write this server. */
  OTHER_SERVER,
  /** It stands under the key of another back end or request. */
  OTHER_KEY
}
