/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.decode;

import io.hop444.collector.domain.ServerName;
import io.hop444.collector.text.ByteCache;
import java.nio.charset.StandardCharsets;

/** The few hundred servers that rows name again and again, by their NetBIOS names in UTF-8. */
public final class ServerNames {

  private ServerNames() {}

  private static final ByteCache<byte[]> NAMES = new ByteCache<>(1 << 12);

  /** The name of the host in {@code bytes[from, to)}; not to be changed. */
  public static byte[] of(byte[] bytes, int from, int to) {
    byte[] known = NAMES.get(bytes, from, to);
    if (known == null) {
      String host = new String(bytes, from, to - from, StandardCharsets.UTF_8);
      known = ServerName.of(host).getBytes(StandardCharsets.UTF_8);
      NAMES.put(bytes, from, to, known);
    }
    return known;
  }
}
