/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.collector.file;

import java.nio.file.Path;

/** Where files are, as it is saved: relative to the estate, with forward slashes. */
record EstatePlaces(Path estate) {

  String of(Path path) {
    return estate.relativize(path).toString().replace('\\', '/');
  }

  /** The folder of the file at this place. */
  Path folderOf(String place) {
    return estate.resolve(place).getParent();
  }
}
