/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.simulator.estate;

/** What a server does for clients. */
public enum ServerRole {
  /** Exchange 2016 and newer: front end and back end on one machine. */
  MAILBOX,
  /** Exchange 2013 Client Access server: a front end without mailboxes. */
  FRONT_END,
  /** Exchange 2013 Mailbox server behind separate front ends. */
  BACK_END;

  /** True when clients may connect to port 443 of such a server. */
  public boolean isFrontEnd() {
    return this != BACK_END;
  }

  /** True when such a server has the site on port 444. */
  public boolean isBackEnd() {
    return this != FRONT_END;
  }
}
