/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What stays the same when a file is renamed: device and inode where the file system has them, else
 * path and time of creation.
 */
record FileIdentity(String key) {

  static FileIdentity of(Path path, BasicFileAttributes attributes) {
    Object fileKey = attributes.fileKey();
    return new FileIdentity(
        fileKey == null ? path + "@" + attributes.creationTime().toMillis() : fileKey.toString());
  }
}
