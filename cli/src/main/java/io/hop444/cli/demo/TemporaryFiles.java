/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Removes what only a demo needed. */
final class TemporaryFiles {

  private TemporaryFiles() {}

  /** Deletes a folder; what cannot be deleted stays for the system to clean up. */
  static void delete(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.deleteIfExists(file);
                } catch (IOException e) {
                  // It is in the temporary folder.
                }
              });
    } catch (IOException | UncheckedIOException e) {
      // Gone already, or not ours to delete.
    }
  }
}
