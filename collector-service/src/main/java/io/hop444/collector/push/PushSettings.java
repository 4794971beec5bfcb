/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.push;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;

/**
 * Where and how it listens.
 *
 * @param host a loopback address, unless there is a certificate
 * @param port 0 takes any
 * @param certificate PEM file of the chain; null without TLS
 * @param key PEM file of its private key; null without TLS
 * @param site of dead letters of events whose server is not known
 */
public record PushSettings(
    String host, int port, Path certificate, Path key, int maxBodyBytes, String site) {

  /**
   * Refuses to listen in the clear where others can reach it.
   *
   * @throws IllegalArgumentException with the key of the setting
   */
  public PushSettings {
    if ((certificate == null) != (key == null)) {
      throw new IllegalArgumentException(
          "collector.push.certificate-file and collector.push.key-file go together");
    }
    if (certificate == null && !isLoopback(host)) {
      throw new IllegalArgumentException(
          "collector.push.host "
              + host
              + " is no loopback address: set collector.push.certificate-file and"
              + " collector.push.key-file");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("collector.push.port is no port: " + port);
    }
    if (maxBodyBytes < 1_024 || maxBodyBytes > 64 << 20) {
      throw new IllegalArgumentException(
          "collector.push.max-body-bytes is not between 1024 and 67108864: " + maxBodyBytes);
    }
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("collector.push.host is not known: " + host, e);
    }
  }
}
