/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.tracing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Ids that follow from what is traced: whoever knows where a line stands knows its trace, and a
 * line that is shipped twice has one trace. By hand, {@code printf 'SITE\nSERVER\nFILE\nOFFSET' |
 * sha256sum | cut -c1-32} makes the trace id of a piece of evidence.
 */
public final class LineTrace {

  private static final int TRACE_ID_BYTES = 16;
  private static final int SPAN_ID_BYTES = 8;

  private LineTrace() {}

  /** The trace that begins with a line, and the span in which the line is shipped. */
  public static TraceParent of(String site, String server, String source, long offset) {
    byte[] digest = sha256(site, server, source, Long.toString(offset));
    HexFormat hex = HexFormat.of();
    return new TraceParent(
        hex.formatHex(digest, 0, TRACE_ID_BYTES),
        hex.formatHex(digest, TRACE_ID_BYTES, TRACE_ID_BYTES + SPAN_ID_BYTES),
        true);
  }

  /** Id of a span that is named by what is done: doing it again gives the same. */
  public static String spanId(String... what) {
    return HexFormat.of().formatHex(sha256(what), 0, SPAN_ID_BYTES);
  }

  private static byte[] sha256(String... parts) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
