/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.localstack;

import io.hop444.localstack.LocalStackException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of 127.0.0.1. */
public final class Loopback {

  /** The only address anything of the local stack listens on. */
  public static final String ADDRESS = "127.0.0.1";

  private static final int LOWEST = 21_000;
  private static final int HIGHEST = 26_999;
  private static final int ATTEMPTS = 50;

  private Loopback() {}

  /**
   * A port on which nothing listens now. It is none that systems give to outgoing connections (from
   * 32768 on for Linux, 49152 for Windows and macOS), so that none of these takes it before the
   * caller does; another listener may.
   *
   * @throws UncheckedIOException when the machine has none left
   */
  public static int freePort() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
      if (isFree(port)) {
        return port;
      }
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("No free port on " + ADDRESS, e);
    }
  }

  /** Whether a listener could take the port now. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The port itself, or a free one for 0. */
  static int claim(int port, String owner) throws LocalStackException {
    if (port == 0) {
      return freePort();
    }
    if (!isFree(port)) {
      throw new LocalStackException(
          Reason.PORT_IN_USE,
          "Port "
              + port
              + " of "
              + ADDRESS
              + " is in use, so "
              + owner
              + " cannot listen on it. Stop the process that holds it, or choose another port"
              + " (0 takes a free one).");
    }
    return port;
  }
}
