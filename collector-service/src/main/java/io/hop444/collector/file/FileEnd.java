/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import io.hop444.collector.decode.LogParser;
import io.hop444.collector.domain.Checkpoint;
import io.hop444.collector.text.TextEncoding;
import java.io.IOException;

/** Where a file that existed before the first start is followed from, when not from its start. */
final class FileEnd {

  private FileEnd() {}

  /** Behind the last line that is complete, with the header in force there. */
  static Checkpoint of(LogHandle file) throws IOException {
    long size = file.size();
    long from = Math.max(0, size - LogParser.MAX_HEADER_BYTES);
    byte[] tail = file.bytes(from, LogParser.MAX_HEADER_BYTES);
    byte[] head = file.head();
    TextEncoding encoding = TextEncoding.of(head, 0, head.length);
    int end = 0;
    int next = (int) (from % encoding.unit());
    while ((next = encoding.indexOf(tail, next, tail.length, '\n')) >= 0) {
      next += encoding.unit();
      end = next;
    }
    if (end == 0 && from > 0) {
      end = tail.length - tail.length % encoding.unit();
    }
    long offset = from + end;
    return new Checkpoint(
        offset,
        HeaderSearch.last(file.channel(), offset),
        Fingerprint.at(file.channel(), offset),
        Long.MIN_VALUE);
  }
}
