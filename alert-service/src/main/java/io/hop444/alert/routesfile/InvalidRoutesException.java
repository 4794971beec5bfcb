/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.routesfile;

import io.hop444.schemas.start.WrongSetting;
import java.nio.file.Path;

/** The file of routes is wrong; the message names file, line, key and remedy. */
public final class InvalidRoutesException extends RuntimeException implements WrongSetting {

  private static final long serialVersionUID = 1L;

  InvalidRoutesException(Path file, int line, String message) {
    super(file + ":" + line + ": " + message);
  }

  InvalidRoutesException(Path file, String message) {
    super(file + ": " + message);
  }
}
