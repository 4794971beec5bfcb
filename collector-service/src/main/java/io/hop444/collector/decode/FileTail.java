/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.decode;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Where a parser may look at the end of the file it reads, far behind the bytes it is given. */
public interface FileTail {

  /** There is no file. */
  FileTail NONE = maxBytes -> new Tail("", true, Long.MAX_VALUE, null);

  /**
   * Its last bytes.
   *
   * @throws IOException when it cannot be read; the parser goes on without
   */
  Tail read(int maxBytes) throws IOException;

  /**
   * The end of a file.
   *
   * @param text its last bytes as text
   * @param whole whether that is all of it; else it begins in mid-line
   * @param end length of the file
   * @param writtenAt when it was written last; null where the bytes may be of another moment
   */
  record Tail(String text, boolean whole, long end, Instant writtenAt) {}

  /** Tells when a file was written last. */
  interface WrittenAt {
    /** Null when that cannot be told. */
    Instant get() throws IOException;
  }

  /** The end of an open file. */
  static Tail read(FileChannel file, WrittenAt writtenAt, int maxBytes) throws IOException {
    Instant before = writtenAt.get();
    long end = file.size();
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(maxBytes, end));
    long start = end - bytes.capacity();
    int read = 0;
    while (bytes.hasRemaining() && read >= 0) {
      read = file.read(bytes, start + bytes.position());
    }
    String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    boolean unchanged = file.size() == end && before != null && before.equals(writtenAt.get());
    return new Tail(text, start == 0, end, unchanged ? before : null);
  }
}
