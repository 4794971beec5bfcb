/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import io.hop444.collector.estate.LogFile;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file as a listing showed it.
 *
 * @param attributes null where a file is made anew in the place of another one
 */
record ListedFile(LogFile file, BasicFileAttributes attributes, FileIdentity identity) {

  String source() {
    return file.source();
  }

  long size() {
    return attributes.size();
  }

  long modifiedAt() {
    return attributes.lastModifiedTime().toMillis();
  }

  /** Whether it belongs to the log that this other file belonged to. */
  boolean isOfLogOf(LogFile other) {
    return other.site().equals(file.site())
        && other.server().equals(file.server())
        && other.log().equals(file.log());
  }
}
