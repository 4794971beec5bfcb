/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.config;

import io.hop444.schemas.start.WrongSetting;

/** A setting is wrong; the message names its key and the remedy. */
public final class InvalidConfigException extends RuntimeException implements WrongSetting {

  private static final long serialVersionUID = 1L;

  /** The message names key and remedy. */
  public InvalidConfigException(String message) {
    super(message);
  }

  /** The same, for what a file or a host does not let happen. */
  public InvalidConfigException(String message, Throwable cause) {
    super(message, cause);
  }
}
