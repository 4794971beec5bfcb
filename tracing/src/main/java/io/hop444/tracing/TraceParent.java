/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.tracing;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A span as the next part is told of it: {@code traceparent} of W3C Trace Context.
 *
 * @param traceId 32 hexadecimal digits in lower case
 * @param spanId 16 of them
 * @param sampled whether its spans are delivered
 */
public record TraceParent(String traceId, String spanId, boolean sampled) {

  /** Name of the header, of records and of HTTP. */
  public static final String HEADER = "traceparent";

  private static final Pattern TEXT =
      Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

  private static final int LONGEST = 512;

  /** Null when it is not well-formed: then there is no trace to go on with. */
  public static TraceParent parse(byte[] header) {
    if (header == null || header.length > LONGEST) {
      return null;
    }
    return parse(new String(header, StandardCharsets.ISO_8859_1));
  }

  /** Null when it is not well-formed, or null. */
  public static TraceParent parse(String text) {
    if (text == null) {
      return null;
    }
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()
        || parts.group(1).equals("ff")
        || (parts.group(1).equals("00") && parts.group(5) != null)
        || isZero(parts.group(2))
        || isZero(parts.group(3))) {
      return null;
    }
    boolean sampled = (Integer.parseInt(parts.group(4), 16) & 1) != 0;
    return new TraceParent(parts.group(2), parts.group(3), sampled);
  }

  private static boolean isZero(String digits) {
    return digits.chars().allMatch(digit -> digit == '0');
  }

  /** The header's bytes. */
  public byte[] toBytes() {
    return toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Another span of the same trace. */
  public TraceParent with(String otherSpanId) {
    return new TraceParent(traceId, otherSpanId, sampled);
  }

  @Override
  public String toString() {
    return "00-" + traceId + '-' + spanId + (sampled ? "-01" : "-00");
  }
}
