/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import java.io.IOException;
import java.nio.channels.FileChannel;

/**
 * That a file was so long, and what stood at its end then. A log only grows: when it is shorter, or
 * other bytes stand there, it is another one.
 *
 * @param size bytes from the start
 * @param fingerprint of the bytes just before
 * @param modifiedAt when it was written last, as far as was known, in milliseconds since 1970
 */
record Proof(long size, long fingerprint, long modifiedAt) {

  static final Proof NONE = new Proof(0, 0, 0);

  static Proof of(FileChannel channel, long size, long modifiedAt) throws IOException {
    return new Proof(size, Fingerprint.at(channel, size), modifiedAt);
  }

  boolean holdsIn(FileChannel channel) throws IOException {
    return channel.size() >= size && Fingerprint.at(channel, size) == fingerprint;
  }
}
