/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.trace;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.CRC32C;

/**
 * Reads of an encoded piece of evidence what tracing needs, without decoding the rest, since every
 * record is looked at. All evidence begins with its position and its time.
 */
final class EncodedEvidence {

  /** Marker and fingerprint of Avro's single-object encoding. */
  private static final int START = 10;

  private EncodedEvidence() {}

  /**
   * Where a record was read.
   *
   * @param at when what it tells happened
   */
  record Place(String site, String server, String source, long offset, Instant at) {}

  static Place place(byte[] value) {
    int server = afterText(value, START);
    int source = afterText(value, afterText(value, server));
    int offset = afterText(value, source);
    return new Place(
        text(value, START),
        text(value, server),
        text(value, source),
        number(value, offset),
        Instant.ofEpochMilli(number(value, afterNumber(value, offset))));
  }

  /** Evenly spread over all longs; the same whenever the record is made again. */
  static long hash(byte[] value) {
    CRC32C crc = new CRC32C();
    crc.update(value, START, afterPosition(value) - START);
    // The finish of MurmurHash3: neighbours in a file differ in a few bits only.
    long mixed = crc.getValue();
    mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }

  /**
   * Whether a {@code ProxiedRequest} may tell that the second hop failed: it was routed, and no
   * HTTP status came back. The correlator knows better; this is what it would look at.
   */
  static boolean isFailure(byte[] row) {
    int requestId = afterNumber(row, afterPosition(row));
    int frontEnd = afterText(row, afterOptional(row, requestId));
    int backEnd = afterText(row, frontEnd);
    if (row[backEnd] == 0) {
      return false;
    }
    int httpStatus = afterOptional(row, afterOptional(row, backEnd));
    int backEndStatus = afterNumber(row, httpStatus);
    if (row[backEndStatus] != 0) {
      int first = afterNumber(row, backEndStatus + 1);
      return row[first] < '0' || row[first] > '9';
    }
    int errorCode = backEndStatus + 1;
    int exceptionStatus = afterOptional(row, errorCode);
    int genericErrors = afterOptional(row, exceptionStatus);
    return row[errorCode] != 0 || row[exceptionStatus] != 0 || row[genericErrors] != 0;
  }

  private static int afterPosition(byte[] value) {
    int collector = afterText(value, afterText(value, START));
    return afterNumber(value, afterText(value, afterText(value, collector)));
  }

  /** Behind a union of null and a text. */
  private static int afterOptional(byte[] value, int at) {
    return value[at] == 0 ? at + 1 : afterText(value, at + 1);
  }

  private static int afterText(byte[] value, int at) {
    return afterNumber(value, at) + (int) number(value, at);
  }

  private static String text(byte[] value, int at) {
    return new String(
        value, afterNumber(value, at), (int) number(value, at), StandardCharsets.UTF_8);
  }

  private static int afterNumber(byte[] value, int at) {
    int next = at;
    while (value[next] < 0) {
      next++;
    }
    return next + 1;
  }

  private static long number(byte[] value, int at) {
    long zigzag = 0;
    int shift = 0;
    int next = at;
    do {
      zigzag |= (value[next] & 0x7FL) << shift;
      shift += 7;
    } while (value[next++] < 0);
    return (zigzag >>> 1) ^ -(zigzag & 1);
  }
}
