/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A call that no client library makes. */
final class RawCall {

  private static final int ANSWER_WITHIN_MILLIS = 60_000;

  private RawCall() {}

  /**
   * The status line and the headers that answer a {@code GET} of the service's admin.
   *
   * @param path with what follows {@code ?}, as it is sent
   * @param headers {@code Name: value} beside those of every call
   */
  static String headOf(AlertProcess alert, String path, String... headers) {
    URI address = URI.create(alert.address());
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
      socket.setSoTimeout(ANSWER_WITHIN_MILLIS);
      String request =
          "GET %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n%s\r\n\r\n"
              .formatted(path, address.getAuthority(), alert.token(), String.join("\r\n", headers));
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return head(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head.append((char) next);
    }
    return head.toString();
  }
}
