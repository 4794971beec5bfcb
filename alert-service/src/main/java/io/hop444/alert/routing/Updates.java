/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.routing;

import io.hop444.alert.domain.NotifyReason;

/** Which updates of an incident a target gets, beside its opening, acknowledgement and end. */
public enum Updates {
  /** None. */
  NONE {
    @Override
    public boolean include(NotifyReason reason) {
      return reason == NotifyReason.LIFECYCLE;
    }
  },
  /** Another cause, another reach, another severity or assignee. */
  IMPORTANT {
    @Override
    public boolean include(NotifyReason reason) {
      return reason != NotifyReason.NUMBERS_CHANGED && reason != NotifyReason.COMMENTED;
    }
  },
  /** All. */
  ALL {
    @Override
    public boolean include(NotifyReason reason) {
      return true;
    }
  };

  /** Whether a change of this kind is told. */
  public abstract boolean include(NotifyReason reason);
}
