/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.config;

import java.net.URI;
import javax.crypto.SecretKey;

/**
 * The receiver of webhooks.
 *
 * @param secret signs each event (HMAC-SHA-256)
 */
public record WebhookTarget(URI url, SecretKey secret) {

  /** Its name in tables and metrics. */
  public static final String NAME = "default";

  @Override
  public String toString() {
    return "WebhookTarget[" + url.getHost() + "]";
  }
}
