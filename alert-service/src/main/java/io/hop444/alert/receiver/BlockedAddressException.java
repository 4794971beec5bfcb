/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.receiver;

import java.io.IOException;
import java.net.InetAddress;

/** A target resolved to an address it may not have; see {@link AddressRule}. */
public final class BlockedAddressException extends IOException {

  private static final long serialVersionUID = 1L;

  public BlockedAddressException(InetAddress address) {
    super(
        address.getHostAddress()
            + " is no public address; if the target is meant to be there, add it to the target's"
            + " allow");
  }
}
