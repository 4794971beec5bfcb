/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli;

/**
 * What the user asked for cannot be done; the message says why and what to do. The command ends
 * with exit status 2.
 */
public final class ConfigurationException extends Exception {

  /**
   * @param message what is wrong, where, and the remedy
   */
  public ConfigurationException(String message) {
    super(message);
  }
}
