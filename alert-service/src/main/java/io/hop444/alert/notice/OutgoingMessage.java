/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.notice;

import java.net.URI;
import java.util.Map;

/** A POST that tells a receiver. Headers and address may hold secrets. */
public record OutgoingMessage(URI url, Map<String, String> headers, String body) {

  public OutgoingMessage {
    headers = Map.copyOf(headers);
  }

  /** A POST of JSON. */
  public static OutgoingMessage json(URI url, Map<String, String> headers, String body) {
    Map<String, String> all = new java.util.HashMap<>(headers);
    all.put("content-type", "application/json");
    return new OutgoingMessage(url, all, body);
  }

  @Override
  public String toString() {
    return "OutgoingMessage[" + url.getHost() + "]";
  }
}
